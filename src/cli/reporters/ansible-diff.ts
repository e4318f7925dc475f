import { structuredPatch } from 'diff'
import { registeredDiff } from '../../engine/registered-diff.ts'
import { pythonJson } from '../../model/python-text.ts'
import type { TaskResult } from '../../model/task-result.ts'
import type { Vars } from '../../model/vars.ts'
import type { Paint } from './ansible-style.ts'
import { printable } from './printable.ts'

/**
 * The changes of a result as Ansible's callbacks print them, in the forms of its modules: Python's unified diffs with
 * `before` and `after`, a blank line after each.
 */
export function ansibleDiffs(module: string, result: TaskResult, paint: Paint, context = 3): string {
  if ((result.diff ?? []).length === 0) return ''
  return [registeredDiff(module, result)['diff'] ?? []]
    .flat()
    .map((diff) => diffText(diff as Told, paint, context))
    .join('')
}

/** Two texts, or two sets of attributes. */
interface Told {
  readonly before?: string | Vars
  readonly after?: string | Vars
  readonly before_header?: string
  readonly after_header?: string
}

function diffText(told: Told, paint: Paint, context: number): string {
  const [before, after] = [shown(told.before), shown(told.after)]
  const { hunks } = structuredPatch('', '', before, after, '', '', { context })
  if (hunks.length === 0) return ''
  const head = [
    paint(`--- before${named(told.before_header)}`, 'removed'),
    paint(`+++ after${named(told.after_header)}`, 'added'),
  ]
  const lines = hunks.flatMap((hunk) => [
    paint(`@@ -${span(hunk.oldStart, hunk.oldLines)} +${span(hunk.newStart, hunk.newLines)} @@`, 'span'),
    ...hunk.lines.map((line) => painted(line, paint)),
  ])
  return `${[...head, ...lines].join('\n')}\n\n`
}

function shown(side: string | Vars = ''): string {
  return printable(typeof side === 'string' ? side : `${pythonJson(side)}\n`)
}

function named(header: string | undefined): string {
  return header === undefined ? '' : `: ${printable(header)}`
}

function painted(line: string, paint: Paint): string {
  if (line.startsWith('+')) return paint(line, 'added')
  return line.startsWith('-') ? paint(line, 'removed') : line
}

/** As Python's difflib: one line is its number alone, none is named after the line before it. */
function span(start: number, lines: number): string {
  if (lines === 1) return String(start)
  return `${lines === 0 ? Math.max(0, start - 1) : start},${lines}`
}
