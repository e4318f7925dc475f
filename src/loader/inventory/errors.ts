import { LongshoreError } from '../../base/longshore-error.ts'
import { didYouMean } from '../../base/nearest-name.ts'
import type { SourcePosition } from '../../base/source-position.ts'

export function inventoryProblem(message: string, at: SourcePosition | undefined, hint: string): LongshoreError {
  return new LongshoreError('INVENTORY_INVALID', message, at === undefined ? { hint } : { at, hint })
}

export function noSources(): LongshoreError {
  return inventoryProblem('no inventory is given', undefined, 'Name one: -i FILE, -i FOLDER or -i host1,host2')
}

export function sourceMissing(given: string): LongshoreError {
  const hint = `Check the path. A list of hosts needs a comma, even for one: -i ${given},`
  return inventoryProblem(`there is no inventory ${given}`, undefined, hint)
}

export function sourceEmpty(file: string): LongshoreError {
  return inventoryProblem(`${file} is empty: it names no host`, undefined, 'Write one host a line, or [group] sections')
}

export function folderEmpty(file: string): LongshoreError {
  const hint = 'Files that start with a dot or end in .ini, .cfg, .md, .txt, .bak, .orig, .retry or ~ are passed over'
  return inventoryProblem(`the folder ${file} holds no inventory file`, undefined, hint)
}

export function notSupportedYet(what: string, file: string, hint: string): LongshoreError {
  return inventoryProblem(`${what} is not supported yet: ${file}`, { file, line: 1, column: 1 }, hint)
}

export function undefinedGroup(
  section: string,
  group: string,
  at: SourcePosition,
  known: Iterable<string>,
): LongshoreError {
  const hint = `Add a section [${group}]${hintFor(group, known)}`
  return inventoryProblem(`[${section}] names the group '${group}', which is not defined`, at, hint)
}

export function varsOfUndefinedGroup(group: string, at: SourcePosition, known: Iterable<string>): LongshoreError {
  const hint = `Add a section [${group}]${hintFor(group, known)}`
  return inventoryProblem(`[${group}:vars] is for the group '${group}', which is not defined`, at, hint)
}

export function cyclicChildren(parent: string, child: string, at: SourcePosition): LongshoreError {
  const message =
    parent === child
      ? `the group '${child}' is its own child`
      : `the group '${child}' cannot be a child of '${parent}': '${parent}' is already inside '${child}'`
  return inventoryProblem(message, at, 'Remove one of the two from its children')
}

export function allAsChild(parent: string, at: SourcePosition): LongshoreError {
  return inventoryProblem(`'all' cannot be a child of '${parent}': it holds every group`, at, `Remove 'all' there`)
}

export function badPriority(group: string, at: SourcePosition): LongshoreError {
  return inventoryProblem(`ansible_group_priority of '${group}' is not a whole number`, at, 'Write a number such as 10')
}

export function varsNotMap(file: string, found: string, at: SourcePosition): LongshoreError {
  return new LongshoreError('VARS_INVALID', `${file} holds ${found}, where variables are expected`, {
    at,
    hint: "Write 'name: value', one a line",
  })
}

function hintFor(name: string, known: Iterable<string>): string {
  const nearest = didYouMean(name, known)
  return nearest === '' ? '' : `, or correct the name${nearest}`
}
