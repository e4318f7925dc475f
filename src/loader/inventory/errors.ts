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

export function undefinedGroup(
  section: string,
  group: string,
  at: SourcePosition,
  known: Iterable<string>,
): LongshoreError {
  const hint = `Add a section [${group}]${hintFor(group, known)}`
  return inventoryProblem(`Section [${section}] includes undefined group: ${group}`, at, hint)
}

export function varsOfUndefinedGroup(group: string, at: SourcePosition, known: Iterable<string>): LongshoreError {
  const hint = `Add a section [${group}]${hintFor(group, known)}`
  return inventoryProblem(`Section [${group}:vars] not valid for undefined group: ${group}`, at, hint)
}

export function cyclicChildren(parent: string, child: string, at: SourcePosition): LongshoreError {
  const message =
    parent === child
      ? `the group '${child}' is its own child`
      : `Adding group '${child}' as child to '${parent}' creates a recursive dependency loop: '${parent}' is already inside '${child}'`
  return inventoryProblem(message, at, 'Remove one of the two from its children')
}

export function allAsChild(parent: string, at: SourcePosition): LongshoreError {
  return inventoryProblem(`'all' cannot be a child of '${parent}': it holds every group`, at, `Remove 'all' there`)
}

export function badPriority(group: string, at: SourcePosition): LongshoreError {
  return inventoryProblem(`ansible_group_priority of '${group}' is not a whole number`, at, 'Write a number such as 10')
}

/** In Ansible's words. */
export function varsNotMap(file: string, found: string, at: SourcePosition): LongshoreError {
  return new LongshoreError('VARS_INVALID', `${file} must be stored as a dictionary/hash`, {
    at,
    hint: `It holds ${found}: write 'name: value', one a line`,
  })
}

/** Of a file of `vars_files`; in Ansible's words, without what the file holds. */
export function varsNotMaps(file: string, found: string, at: SourcePosition): LongshoreError {
  const message = 'variable files must contain either a dictionary of variables, or a list of dictionaries.'
  return new LongshoreError('VARS_INVALID', `${message} ${file} has ${found}`, {
    at,
    hint: "Write 'name: value', one a line",
    ansible: { message: `${message} Got: ${found} in ${file}`, exitCode: 1 },
  })
}

function hintFor(name: string, known: Iterable<string>): string {
  const nearest = didYouMean(name, known)
  return nearest === '' ? '' : `, or correct the name${nearest}`
}

export function isPluginConfig(kind: 'YAML' | 'TOML', at: SourcePosition): LongshoreError {
  const message = `Plugin configuration ${kind} file, not ${kind} inventory`
  return inventoryProblem(message, at, 'A file with plugin: ends in .yml or .yaml, and the plugin auto is enabled')
}

export function noPluginKey(path: string, at: SourcePosition): LongshoreError {
  const message = `no root 'plugin' key found, '${path}' is not a valid YAML inventory plugin config file`
  return inventoryProblem(message, at, "Write 'plugin: constructed', or groups")
}

export function unknownPlugin(file: string, name: string, at: SourcePosition): LongshoreError {
  const message = `inventory config '${file}' specifies unknown plugin '${name}'`
  return inventoryProblem(
    message,
    at,
    `constructed and generator are here. Write its result as YAML: ansible-inventory -i ${file} --list -y --export`,
  )
}

export function noPluginEnabled(): LongshoreError {
  const message = 'No inventory plugins available to generate inventory, make sure you have at least one enabled.'
  return inventoryProblem(message, undefined, 'Set enable_plugins, or ANSIBLE_INVENTORY_ENABLED, to yaml,ini')
}

export function sourceUnparsed(path: string): LongshoreError {
  const hint = 'The warnings above say what each plugin found wrong'
  return inventoryProblem(`Completely failed to parse inventory source ${path}`, undefined, hint)
}

export function nothingParsed(): LongshoreError {
  const message = 'No inventory was parsed, please check your configuration and options.'
  return inventoryProblem(message, undefined, 'The warnings above say what was wrong with each source')
}

export function noPluginReads(file: string, enabled: readonly string[]): LongshoreError {
  const message = `no enabled inventory plugin reads ${file}`
  return inventoryProblem(message, undefined, `Enabled are ${enabled.join(', ')}: see enable_plugins in ansible.cfg`)
}
