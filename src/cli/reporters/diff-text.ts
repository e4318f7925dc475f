import { structuredPatch } from 'diff'
import type { Diff } from '../../model/plan.ts'
import type { Colours } from '../terminal/colours.ts'
import { printable } from './printable.ts'

const ABSENT = '/dev/null'

/** A change as a unified diff with three lines of context. Nothing there before or after is /dev/null, as in git. */
export function diffText({ path, before, after }: Diff, colours: Colours): readonly string[] {
  const from = before === undefined ? ABSENT : path || 'before'
  const to = after === undefined ? ABSENT : path || 'after'
  const { hunks } = structuredPatch(from, to, printable(before ?? ''), printable(after ?? ''), '', '', { context: 3 })
  const head = [colours.bold(`--- ${from}`), colours.bold(`+++ ${to}`)]
  return [
    ...head,
    ...hunks.flatMap((hunk) => [
      colours.cyan(`@@ -${span(hunk.oldStart, hunk.oldLines)} +${span(hunk.newStart, hunk.newLines)} @@`),
      ...hunk.lines.map((line) => paint(line, colours)),
    ]),
  ]
}

/** A span of no lines is named after the line before it, as in diff -u. */
function span(start: number, lines: number): string {
  return `${lines === 0 ? start - 1 : start},${lines}`
}

function paint(line: string, colours: Colours): string {
  if (line.startsWith('+')) return colours.green(line)
  return line.startsWith('-') ? colours.red(line) : line
}
