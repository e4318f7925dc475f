import type * as z from 'zod'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Plan } from '../../model/plan.ts'
import { makeFoldersStep } from '../module-utils/folders.ts'
import type { Identity } from '../module-utils/identity.ts'
import { withFlagsTold, type InodeFlags } from '../module-utils/inode-flags.ts'
import { missingFolders, parentOf, type PathState } from '../module-utils/path-state.ts'
import { putFile } from '../module-utils/put-file.ts'
import { validateWords } from '../module-utils/validate-words.ts'
import { withWarnings } from '../module-utils/with-warnings.ts'
import type { lineinfileArgs } from './args.ts'
import { ensureLine, removeLines, type LineEdit, type Matcher, type Place } from './edit-lines.ts'
import { argsMissing, fileMissing, fileTooLarge, isAFolder, patternUnsupported } from './errors.ts'
import { pythonRegex } from '../module-utils/python-regex.ts'

type Args = z.output<typeof lineinfileArgs>

export interface PreparedEdit {
  readonly args: Args
  readonly matcher: Matcher | undefined
  readonly place: Place
  readonly validate: readonly string[] | undefined
}

/** Checks the arguments against each other and translates their patterns. */
export function prepareEdit(args: Args): Promise<Result<PreparedEdit, LongshoreError>> {
  return Promise.resolve(prepare(args))
}

function prepare(args: Args): Result<PreparedEdit, LongshoreError> {
  const problem = problemWith(args)
  if (problem !== undefined) return err(argsMissing(problem))
  const matcher = matcherOf(args)
  if (!matcher.ok) return matcher
  const place = placeOf(args)
  if (!place.ok) return place
  const validate = validateWords(args.validate)
  return validate.ok ? ok({ args, matcher: matcher.value, place: place.value, validate: validate.value }) : validate
}

function problemWith(args: Args): string | undefined {
  if (args.regexp !== undefined && args.search_string !== undefined)
    return 'parameters are mutually exclusive: regexp|search_string'
  if (args.insertafter !== undefined && args.insertbefore !== undefined) {
    return 'parameters are mutually exclusive: insertbefore|insertafter'
  }
  if (args.state === 'absent') {
    const given = args.regexp ?? args.search_string ?? args.line
    return given === undefined ? 'one of line, search_string, or regexp is required with state=absent' : undefined
  }
  if (args.line === undefined) return 'line is required with state=present'
  return args.backrefs && args.regexp === undefined ? 'regexp is required with backrefs=true' : undefined
}

function matcherOf(args: Args): Result<Matcher | undefined, LongshoreError> {
  if (args.search_string !== undefined) return ok({ kind: 'text', text: args.search_string })
  if (args.regexp === undefined) return ok(undefined)
  const regexp = pythonRegex(args.regexp)
  return regexp.ok
    ? ok({ kind: 'regexp', regexp: regexp.value })
    : err(patternUnsupported('regexp', args.regexp, regexp.error))
}

function placeOf(args: Args): Result<Place, LongshoreError> {
  const { insertafter, insertbefore } = args
  if (insertbefore === 'BOF') return ok({ kind: 'start' })
  const name = insertbefore === undefined ? 'insertafter' : 'insertbefore'
  const pattern = insertbefore ?? insertafter
  if (pattern === undefined || insertafter === 'EOF') return ok({ kind: 'end' })
  const regexp = pythonRegex(pattern)
  if (!regexp.ok) return err(patternUnsupported(name, pattern, regexp.error))
  return ok({ kind: name === 'insertafter' ? 'after' : 'before', regexp: regexp.value, otherwise: 'end' })
}

export interface EditFacts {
  readonly who: Identity
  readonly file: PathState
  readonly flags?: InodeFlags
}

export function planEdit(edit: PreparedEdit, facts: EditFacts): Plan {
  return withWarnings(planLines(edit, facts), edit.args.regexp === '' ? [MATCHES_ALL] : [])
}

/** In the words of Ansible's lineinfile. */
const MATCHES_ALL =
  'The regular expression is an empty string, which will match every line in the file. This may have unintended ' +
  'consequences, such as replacing the last line in the file rather than appending. If this is desired, use ' +
  "'^' to match every line in the file and avoid this warning."

function planLines(edit: PreparedEdit, facts: EditFacts): Plan {
  const { args } = edit
  const { file } = facts
  const { target, path } = file
  if (target?.kind === 'directory') return { kind: 'impossible', error: isAFolder(path), values: { rc: 256 } }
  if (target === undefined && args.state === 'absent') {
    return { kind: 'in-desired-state', values: { msg: 'file not present' } }
  }
  if (target === undefined && !args.create) return { kind: 'impossible', error: fileMissing(path), values: { rc: 257 } }
  if (target !== undefined && file.content === undefined) {
    return { kind: 'impossible', error: fileTooLarge(path, target.size) }
  }
  const text = file.content?.toString('latin1') ?? ''
  const plan = planWrite(edit, facts, editText(text, edit))
  return withFlagsTold(plan, args, facts.flags, file.realPath)
}

/** Bytes are edited one character each, so that a file in another encoding keeps every byte that is not edited. */
function editText(text: string, { args, matcher, place }: PreparedEdit): ReturnType<typeof removeLines> {
  const bytes = (given: string) => Buffer.from(given, 'utf8').toString('latin1')
  const narrowed: Matcher | undefined =
    matcher?.kind === 'text' ? { kind: 'text', text: bytes(matcher.text) } : narrowRegex(matcher, bytes)
  if (args.state === 'absent')
    return removeLines(text, narrowed, args.line === undefined ? undefined : bytes(args.line))
  const edit: LineEdit = {
    line: bytes(args.line ?? ''),
    matcher: narrowed,
    backrefs: args.backrefs,
    place: 'regexp' in place ? { ...place, regexp: narrow(place.regexp, bytes) } : place,
    firstMatch: args.firstmatch,
  }
  return { ...ensureLine(text, edit), found: -1 }
}

function narrowRegex(matcher: Matcher | undefined, bytes: (text: string) => string): Matcher | undefined {
  return matcher?.kind === 'regexp' ? { kind: 'regexp', regexp: narrow(matcher.regexp, bytes) } : matcher
}

function narrow(regexp: RegExp, bytes: (text: string) => string): RegExp {
  return new RegExp(bytes(regexp.source), regexp.flags)
}

function planWrite(edit: PreparedEdit, facts: EditFacts, edited: ReturnType<typeof removeLines>): Plan {
  const { args, validate } = edit
  const { file, who } = facts
  const found = args.state === 'absent' ? { found: edited.found } : {}
  const folders = file.target === undefined ? missingFolders(file, parentOf(file.path)) : []
  const content = Buffer.from(edited.text, 'latin1')
  const put = putFile({
    state: file,
    content,
    wanted: args,
    who,
    follow: true,
    backup: args.backup,
    validate,
    foldersComing: true,
  })
  if (!put.ok) return { kind: 'impossible', error: put.error }
  const { values, steps, diff, notes, changed, contentChanged } = put.value
  const attributesToo = diff.some((part) => part.path.endsWith('(attributes)'))
  const attributesText = contentChanged
    ? ' and ownership, perms or SE linux context changed'
    : 'ownership, perms or SE linux context changed'
  const msg = `${edited.msg}${attributesToo ? attributesText : ''}`
  const answer = { msg, backup: values['backup_file'] ?? '', ...found }
  if (!changed) return { kind: 'in-desired-state', values: answer }
  return {
    kind: 'change',
    steps: [...(folders.length === 0 ? [] : [makeFoldersStep(folders, undefined)]), ...steps],
    diff,
    notes,
    values: answer,
  }
}
