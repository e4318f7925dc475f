import type { Diff, Plan, Step } from '../../model/plan.ts'
import { attributesAfter, freshAttributes } from '../module-utils/attributes.ts'
import { makeFoldersStep } from '../module-utils/folders.ts'
import { missingFolders } from '../module-utils/path-state.ts'
import { putFile } from '../module-utils/put-file.ts'
import { folderOntoFile } from './errors.ts'
import type { CopyFacts } from './facts.ts'
import type { PreparedCopy, Source } from './prepare.ts'
import { folderWanted, putFileOf } from './put-file-of.ts'

/** Makes the folders that are missing, then puts every file that differs. */
export function planFolder(copy: PreparedCopy, source: Source & { kind: 'folder' }, facts: CopyFacts): Plan {
  const { dest } = facts
  if (dest.entry !== undefined && dest.target?.kind !== 'directory') {
    return { kind: 'impossible', error: folderOntoFile(dest.path) }
  }
  const attributes = attributesAfter(freshAttributes(facts.who, true), folderWanted(copy), facts.who, true)
  if (!attributes.ok) return { kind: 'impossible', error: attributes.error }
  const folders = foldersToMake(source, facts)
  const steps: Step[] = folders.length === 0 ? [] : [makeFoldersStep(folders, attributes.value)]
  const diff: Diff[] = []
  const notes: string[] = []
  for (const file of source.files) {
    const state = facts[`inside:${file.name}`]
    if (state === undefined || (!copy.args.force && state.entry !== undefined)) continue
    const put = putFile({ ...putFileOf(copy, file, state, facts), foldersComing: true })
    if (!put.ok) return { kind: 'impossible', error: put.error }
    steps.push(...put.value.steps)
    diff.push(...put.value.diff)
    notes.push(...put.value.notes)
  }
  const values = { dest: `${dest.path}/`, src: source.path }
  return steps.length === 0 ? { kind: 'in-desired-state', values } : { kind: 'change', steps, diff, notes, values }
}

function foldersToMake(source: Source & { kind: 'folder' }, facts: CopyFacts): readonly string[] {
  const missing = facts.dest.entry === undefined ? [...missingFolders(facts.dest)] : []
  for (const name of source.folders) {
    const state = facts[`inside:${name}`]
    if (state?.entry === undefined) missing.push(`${facts.dest.path}/${name}`)
  }
  return missing
}
