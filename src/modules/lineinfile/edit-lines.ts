import { expandTemplate } from '../module-utils/python-regex.ts'

/** Whether a line (without its end) is one that is looked for. */
export type Matcher =
  { readonly kind: 'regexp'; readonly regexp: RegExp } | { readonly kind: 'text'; readonly text: string }

export type Place =
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'after' | 'before'; readonly regexp: RegExp; readonly otherwise: 'start' | 'end' }

export interface LineEdit {
  readonly line: string
  readonly matcher: Matcher | undefined
  readonly backrefs: boolean
  readonly place: Place
  readonly firstMatch: boolean
}

export interface Edited {
  readonly text: string
  /** Ansible's `msg`; empty where nothing changed. */
  readonly msg: string
}

/** Ansible's `state: present`: replace the line that matches, else add the line unless it is there. */
export function ensureLine(text: string, edit: LineEdit): Edited {
  const lines = splitLines(text)
  const found = findLine(lines, edit)
  if (found !== undefined) return replaceLine(text, lines, found, edit)
  if (edit.backrefs) return { text, msg: '' }
  const same = sameLine(lines, edit)
  if (same !== -1) return replaceLine(text, lines, { at: same, match: undefined }, edit)
  return insertLine(lines, edit)
}

/** Ansible's `state: absent`: every line that matches, or that is exactly `line`, goes. */
export function removeLines(
  text: string,
  matcher: Matcher | undefined,
  line: string | undefined,
): Edited & { found: number } {
  const lines = splitLines(text)
  const kept = lines.filter((candidate) => {
    const value = bare(candidate)
    return matcher === undefined ? value !== line : execOn(matcher, value) === undefined
  })
  const found = lines.length - kept.length
  return { text: kept.join(''), found, msg: found === 0 ? '' : `${found} line(s) removed` }
}

interface Found {
  readonly at: number
  readonly match: RegExpExecArray | undefined
}

function findLine(lines: readonly string[], edit: LineEdit): Found | undefined {
  if (edit.matcher === undefined) return undefined
  let found: Found | undefined
  for (const [at, line] of lines.entries()) {
    const match = execOn(edit.matcher, bare(line))
    if (match === undefined) continue
    found = { at, match: match === true ? undefined : match }
    if (edit.firstMatch) return found
  }
  return found
}

function execOn(matcher: Matcher, value: string): RegExpExecArray | true | undefined {
  if (matcher.kind === 'text') return value.includes(matcher.text) || undefined
  return matcher.regexp.exec(value) ?? undefined
}

function replaceLine(text: string, lines: readonly string[], found: Found, edit: LineEdit): Edited {
  const replacement = edit.backrefs && found.match !== undefined ? expandTemplate(edit.line, found.match) : edit.line
  const old = lines[found.at] ?? ''
  const ended = replacement.endsWith('\n') ? replacement : `${replacement}\n`
  if (old === ended) return { text, msg: '' }
  const edited = lines.map((line, at) => (at === found.at ? ended : line))
  return { text: edited.join(''), msg: 'line replaced' }
}

function insertLine(lines: readonly string[], edit: LineEdit): Edited {
  const at = placeOf(lines, edit)
  const added = `${edit.line}\n`
  const before = lines.slice(0, at)
  const last = before.at(-1)
  if (last !== undefined && !/[\r\n]$/.test(last)) before[before.length - 1] = `${last}\n`
  return { text: [...before, added, ...lines.slice(at)].join(''), msg: 'line added' }
}

/** With `firstmatch`, what stands behind the first line that matches insertafter or insertbefore is not looked at (Ansible). */
function sameLine(lines: readonly string[], { line, place, firstMatch }: LineEdit): number {
  if (!firstMatch || !('regexp' in place)) return lines.findLastIndex((each) => bare(each) === line)
  const first = lines.findIndex((each) => bare(each) === line || place.regexp.test(bare(each)))
  return first !== -1 && bare(lines[first] ?? '') === line ? first : -1
}

function placeOf(lines: readonly string[], { place, firstMatch }: LineEdit): number {
  if (!('regexp' in place)) return place.kind === 'start' ? 0 : lines.length
  const matches = lines.flatMap((line, at) => (place.regexp.test(bare(line)) ? [at] : []))
  const at = firstMatch ? matches[0] : matches.at(-1)
  if (at === undefined) return place.otherwise === 'start' ? 0 : lines.length
  return place.kind === 'after' ? at + 1 : at
}

/** Lines with their ends. */
function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

function bare(line: string): string {
  return line.replace(/[\r\n]+$/, '')
}
