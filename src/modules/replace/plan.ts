import { isUtf8 } from 'node:buffer'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Plan } from '../../model/plan.ts'
import { editObstacle, planEditedFile, type EditFacts } from '../module-utils/edit-file.ts'
import { expandTemplate, pythonRegex } from '../module-utils/python-regex.ts'
import { validateWords } from '../module-utils/validate-words.ts'
import type { ReplaceArgs } from './args.ts'
import { notUtf8, patternUnsupported } from './errors.ts'

export interface PreparedReplace {
  readonly args: ReplaceArgs
  readonly regexp: RegExp
  readonly section: Section | undefined
  readonly validate: readonly string[] | undefined
}

interface Section {
  readonly regexp: RegExp
  /** As Ansible writes it. */
  readonly pattern: string
}

export function prepareReplace(args: ReplaceArgs): Promise<Result<PreparedReplace, LongshoreError>> {
  return Promise.resolve(prepare(args))
}

function prepare(args: ReplaceArgs): Result<PreparedReplace, LongshoreError> {
  const regexp = pythonRegex(args.regexp, { multiline: true, allLetters: true })
  if (!regexp.ok) return err(patternUnsupported('regexp', args.regexp, regexp.error))
  const section = sectionOf(args)
  if (!section.ok) return section
  const validate = validateWords(args.validate)
  if (!validate.ok) return validate
  const all = new RegExp(regexp.value.source, `${regexp.value.flags}g`)
  return ok({ args, regexp: all, section: section.value, validate: validate.value })
}

function sectionOf({ after, before }: ReplaceArgs): Result<Section | undefined, LongshoreError> {
  if (after === undefined && before === undefined) return ok(undefined)
  const inside = before === undefined || after === undefined ? '(?P<subsection>.*)' : '(?P<subsection>.*?)'
  const pattern = `${after ?? ''}${inside}${before ?? ''}`
  const regexp = pythonRegex(pattern, { dotAll: true, allLetters: true })
  if (!regexp.ok) return err(patternUnsupported('after and before', pattern, regexp.error))
  return ok({ pattern, regexp: new RegExp(regexp.value.source, `${regexp.value.flags}d`) })
}

export function planReplace(prepared: PreparedReplace, facts: EditFacts): Plan {
  const { args, validate } = prepared
  const { file } = facts
  const obstacle = editObstacle(file, false)
  if (obstacle !== undefined) return { kind: 'impossible', error: obstacle.error, values: { rc: obstacle.rc } }
  const bytes = file.content ?? Buffer.alloc(0)
  if (args.encoding === 'utf-8' && !isUtf8(bytes)) return { kind: 'impossible', error: notUtf8(file.path) }
  const encoding = args.encoding === 'utf-8' ? 'utf8' : 'latin1'
  const text = bytes.toString(encoding)
  const range = rangeOf(text, prepared.section)
  if (range === undefined) {
    const msg = `Pattern for before/after params did not match the given file: ${prepared.section?.pattern ?? ''}`
    return { kind: 'in-desired-state', values: { msg, rc: 0 } }
  }
  const replaced = replaceAll(text.slice(...range), prepared)
  const after = `${text.slice(0, range[0])}${replaced.text}${text.slice(range[1])}`
  const msg = after === text ? '' : `${replaced.count} replacements made`
  const content = after === text ? bytes : Buffer.from(after, encoding)
  const plan = planEditedFile(facts, { content, msg, wanted: args, backup: args.backup, validate })
  return { ...plan, values: { ...plan.values, rc: 0 } }
}

function rangeOf(text: string, section: Section | undefined): readonly [number, number] | undefined {
  if (section === undefined) return [0, text.length]
  return section.regexp.exec(text)?.indices?.groups?.['subsection']
}

function replaceAll(text: string, { regexp, args }: PreparedReplace): { text: string; count: number } {
  const parts: string[] = []
  let end = 0
  let count = 0
  for (const match of text.matchAll(regexp)) {
    parts.push(text.slice(end, match.index), expandTemplate(args.replace, match))
    end = match.index + match[0].length
    count += 1
  }
  return { text: [...parts, text.slice(end)].join(''), count }
}
