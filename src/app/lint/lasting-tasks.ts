import type { Play, Playbook, Task, TaskItem } from '../../model/playbook.ts'
import type { FileFinding } from './lint-files.ts'

/** Modules of which nobody knows what they do to a host, or that cannot be taken back. */
const LASTING: ReadonlySet<string> = new Set(['command', 'raw', 'reboot', 'script', 'shell'])

/** Tasks that a transaction or a rollout could not undo. The file is where each is written. */
export function lastingTasks({ plays }: Playbook): readonly FileFinding[] {
  return plays.flatMap((play) => sectionsOf(play).flatMap((item) => within(item, placeOf(play))))
}

function placeOf({ rollout }: Play): string | undefined {
  return rollout === undefined ? undefined : 'rollout'
}

function sectionsOf({ preTasks, tasks, postTasks }: Play): readonly TaskItem[] {
  return [...preTasks, ...tasks, ...postTasks]
}

/** `rescue` and `always` come when the transaction of their block is over. */
function within(item: TaskItem, place: string | undefined): readonly FileFinding[] {
  if (item.kind === 'task') return place === undefined || !isLasting(item) ? [] : [findingOf(item, place)]
  const inside = item.transaction === undefined ? place : 'transaction'
  return [
    ...item.block.flatMap((each) => within(each, inside)),
    ...[...item.rescue, ...item.always].flatMap((each) => within(each, place)),
  ]
}

function isLasting({ module, async: isJob, changedWhen }: Task): boolean {
  const isHarmless = changedWhen?.every(({ expression }) => expression === false) === true
  return !isHarmless && (LASTING.has(module) || isJob !== undefined)
}

function findingOf({ name, module, at }: Task, place: string): FileFinding {
  return {
    file: at.file,
    line: at.line,
    column: at.column,
    severity: 'warning',
    code: 'CANNOT_BE_UNDONE',
    message: `the ${place} cannot undo '${name ?? module}' (${module}): where it changes something, a rollback fails`,
    fix: 'say changed_when: false if it changes nothing; else keep it out',
  }
}
