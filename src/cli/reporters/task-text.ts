import type { HostName } from '../../model/inventory.ts'
import type { Colours } from '../terminal/colours.ts'
import { diffText } from './diff-text.ts'
import { foldHosts } from './fold-hosts.ts'
import { indent } from './indent.ts'
import type { OpenTask } from './open-task.ts'
import { printable } from './printable.ts'
import { resultBody, wordOf, type ResultWord } from './result-text.ts'

export interface TaskStyle {
  readonly verbosity: number
  readonly colours: Colours
  /** Failures alone. */
  readonly quiet: boolean
}

const ORDER: readonly ResultWord[] = ['ok', 'skipped', 'changed', 'failed (ignored)', 'failed', 'unreachable']

/** A finished task as lines: equal results, diffs, notes and warnings each once, with the hosts that they hold for. */
export function taskText(task: OpenTask, style: TaskStyle): readonly string[] {
  const results = style.quiet ? task.results.filter(([, result]) => isBad(wordOf(result))) : task.results
  if (results.length === 0) return []
  const { colours } = style
  const resultStyle = { module: task.label.module, verbosity: style.verbosity, colours }
  const groups = fold(
    results.map(([host, result]) => [host, { word: wordOf(result), body: resultBody(result, resultStyle) }]),
  )
  const statuses = [...groups].sort((a, b) => ORDER.indexOf(a.told.word) - ORDER.indexOf(b.told.word))
  return [
    '',
    heading(task, style),
    ...(style.verbosity > 1 ? stepLines(task) : []),
    ...statuses.flatMap(({ hosts, told: { word, body } }) => [
      `  ${paint(word, colours)}: ${foldHosts(hosts)}`,
      ...indent(body, '    '),
    ]),
    ...(style.quiet ? [] : remarks(task, colours)),
  ]
}

function heading({ label }: OpenTask, { colours, verbosity }: TaskStyle): string {
  const kind = label.kind === 'handler' ? 'Handler' : 'Task'
  const place = verbosity > 1 ? colours.dim(`  ${label.module} at ${label.at}`) : ''
  return `${colours.bold(`${kind}: ${printable(label.name)}`)}${place}`
}

function stepLines(task: OpenTask): readonly string[] {
  return fold(task.steps.map(([host, steps]) => [host, steps])).flatMap(({ hosts, told }) => [
    `  steps: ${foldHosts(hosts)}`,
    ...indent(told.map(printable), '    - '),
  ])
}

function remarks(task: OpenTask, colours: Colours): readonly string[] {
  const open = task.results.filter(([, result]) => result.censored !== true)
  const diffs = fold(open.flatMap(([host, result]) => (result.diff ?? []).map((diff) => [host, diff] as const)))
  const notes = fold(open.flatMap(([host, result]) => (result.notes ?? []).map((note) => [host, note] as const)))
  const warnings = fold(open.flatMap(([host, result]) => (result.warnings ?? []).map((text) => [host, text] as const)))
  return [
    ...diffs.flatMap(({ hosts, told }) => [`  diff: ${foldHosts(hosts)}`, ...indent(diffText(told, colours), '    ')]),
    ...notes.flatMap((note) => remark('note', note, colours.cyan)),
    ...warnings.flatMap((warning) => remark('warning', warning, colours.yellow)),
  ]
}

function remark(kind: string, { hosts, told }: Group<string>, paintKind: (text: string) => string): readonly string[] {
  return [`  ${paintKind(kind)}: ${foldHosts(hosts)}`, ...indent(printable(told).trimEnd().split('\n'), '    ')]
}

interface Group<T> {
  readonly told: T
  readonly hosts: HostName[]
}

/** Equal things once, in order of appearance. */
export function fold<T>(pairs: readonly (readonly [host: HostName, told: T])[]): readonly Group<T>[] {
  const groups = new Map<string, Group<T>>()
  for (const [host, told] of pairs) {
    const key = JSON.stringify(told)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { told, hosts: [host] })
    else group.hosts.push(host)
  }
  return [...groups.values()]
}

function isBad(word: ResultWord): boolean {
  return word === 'failed' || word === 'unreachable'
}

function paint(word: ResultWord, colours: Colours): string {
  if (isBad(word)) return colours.red(word)
  if (word === 'changed' || word === 'failed (ignored)') return colours.yellow(word)
  return word === 'ok' ? colours.green(word) : colours.cyan(word)
}
