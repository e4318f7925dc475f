import { structuredPatch } from 'diff'
import type { Diff } from '../../model/plan.ts'
import type { Paint } from './ansible-style.ts'
import { printable } from './printable.ts'

/** A change as Ansible's callbacks print it: Python's unified diff with `before` and `after`, and a blank line after it. */
export function ansibleDiff({ path, before, after }: Diff, paint: Paint, context = 3): string {
  const { hunks } = structuredPatch('', '', printable(before ?? ''), printable(after ?? ''), '', '', { context })
  if (hunks.length === 0) return ''
  const name = path === '' ? '' : `: ${printable(path)}`
  const head = [
    paint(`--- before${before === undefined ? '' : name}`, 'removed'),
    paint(`+++ after${after === undefined ? '' : name}`, 'added'),
  ]
  const lines = hunks.flatMap((hunk) => [
    paint(`@@ -${span(hunk.oldStart, hunk.oldLines)} +${span(hunk.newStart, hunk.newLines)} @@`, 'span'),
    ...hunk.lines.map((line) => painted(line, paint)),
  ])
  return `${[...head, ...lines].join('\n')}\n\n`
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
