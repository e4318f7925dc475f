import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Diff, Plan, Step } from '../../model/plan.ts'
import {
  attributesAfter,
  attributesDiff,
  attributesStep,
  freshAttributes,
  sameAttributes,
} from '../module-utils/attributes.ts'
import { makeFoldersStep } from '../module-utils/folders.ts'
import { missingFolders } from '../module-utils/path-state.ts'
import { putFile } from '../module-utils/put-file.ts'
import { folderOntoFile } from './errors.ts'
import type { CopyFacts } from './facts.ts'
import { joinParts, NOTHING, type Part } from './part.ts'
import { planLinks } from './plan-links.ts'
import type { PreparedCopy, Source } from './prepare.ts'
import { folderWanted, putFileOf } from './put-file-of.ts'

type Folder = Source & { readonly kind: 'folder' }

/** Makes the folders that are missing, then puts every file that differs, then makes the symlinks. */
export function planFolder(copy: PreparedCopy, source: Folder, facts: CopyFacts): Plan {
  const { dest } = facts
  if (dest.entry !== undefined && dest.target?.kind !== 'directory') {
    return { kind: 'impossible', error: folderOntoFile(dest.path) }
  }
  const parts: Part[] = []
  for (const partOf of [foldersToMake, foldersToSet, filesToPut, planLinks]) {
    const part = partOf(copy, source, facts)
    if (!part.ok) return { kind: 'impossible', error: part.error }
    parts.push(part.value)
  }
  const { values: ofFiles, ...told } = joinParts(parts)
  const values = { dest: `${dest.path}/`, src: source.path, ...(source.files.length === 1 ? ofFiles : {}) }
  return told.steps.length === 0 ? { kind: 'in-desired-state', values } : { kind: 'change', ...told, values }
}

function foldersToMake(copy: PreparedCopy, source: Folder, facts: CopyFacts): Result<Part, LongshoreError> {
  const attributes = attributesAfter(freshAttributes(facts.who, true), folderWanted(copy), facts.who, true)
  if (!attributes.ok) return attributes
  const missing = facts.dest.entry === undefined ? [...missingFolders(facts.dest)] : []
  for (const name of [source.top ?? [], source.folders].flat()) {
    const state = facts[`inside:${name}`]
    if (state?.entry === undefined) missing.push(`${facts.dest.path}/${name}`)
  }
  return ok({ ...NOTHING, steps: missing.length === 0 ? [] : [makeFoldersStep(missing, attributes.value)] })
}

/** Folders that are there get what the task asks for, as new ones do. */
function foldersToSet(copy: PreparedCopy, source: Folder, facts: CopyFacts): Result<Part, LongshoreError> {
  const steps: Step[] = []
  const diff: Diff[] = []
  for (const name of source.folders) {
    const there = facts[`inside:${name}`]?.target
    if (there?.kind !== 'directory') continue
    const after = attributesAfter(there, folderWanted(copy), facts.who, true)
    if (!after.ok) return after
    if (sameAttributes(there, after.value)) continue
    const path = `${facts.dest.path}/${name}`
    steps.push(attributesStep(path, there, after.value))
    diff.push(...attributesDiff(path, there, after.value))
  }
  return ok({ ...NOTHING, steps, diff })
}

function filesToPut(copy: PreparedCopy, source: Folder, facts: CopyFacts): Result<Part, LongshoreError> {
  const parts: Part[] = []
  for (const file of source.files) {
    const state = facts[`inside:${file.name}`]
    if (state === undefined || (!copy.args.force && state.entry !== undefined)) continue
    const put = putFile({ ...putFileOf(copy, file, state, facts), foldersComing: true })
    if (!put.ok) return err(put.error)
    parts.push(put.value)
  }
  return ok(joinParts(parts))
}
