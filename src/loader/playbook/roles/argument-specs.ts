import type { SourcePosition } from '../../../base/source-position.ts'
import type { Task } from '../../../model/playbook.ts'
import type { Vars } from '../../../model/vars.ts'
import { describeNode, entryOf, toNative, type YamlMap, type YamlNode } from '../../yaml/yaml-node.ts'
import { isEmpty, textOf } from '../fields.ts'
import { firstFile, readYamlFile } from '../read-yaml-file.ts'
import type { Reading } from '../reading.ts'
import { roleFileNames } from './role-vars.ts'

interface Validated {
  readonly name: string
  readonly path: string
  readonly params: Vars
  /** `main`, or the file that `tasks_from` names. */
  readonly entryPoint: string
  readonly at: SourcePosition
  /** The role's meta file. */
  readonly meta: YamlMap | undefined
}

/**
 * The task that checks what a role is given, before all of its others, where `meta/argument_specs.yml` or
 * `argument_specs` of `meta/main.yml` has its entry point (Ansible's playbook/role/__init__.py).
 */
export function validationTask(reading: Reading, role: Validated): Task | undefined {
  const specs = argumentSpecs(reading, role)
  if (specs === undefined || isEmpty(specs)) return undefined
  if (specs.kind !== 'map') {
    reading.problem(
      `argument_specs: expected entry points by name, found ${describeNode(specs)}`,
      specs.at,
      "Write 'main:' with its 'options:' below it",
    )
    return undefined
  }
  const entry = entryOf(specs, role.entryPoint)?.value
  if (entry === undefined || isEmpty(entry)) return undefined
  if (entry.kind === 'map') return taskFor(entry, role)
  reading.problem(
    `argument_specs: ${role.entryPoint}: expected a map, found ${describeNode(entry)}`,
    entry.at,
    "Write 'options:' below it",
  )
  return undefined
}

function argumentSpecs(reading: Reading, { path, at, meta }: Validated): YamlNode | undefined {
  const file = firstFile(roleFileNames(path, 'meta', 'argument_specs'))
  if (file === undefined) return meta === undefined ? undefined : entryOf(meta, 'argument_specs')?.value
  const read = readYamlFile(reading, file, at)?.node
  return read?.kind === 'map' ? entryOf(read, 'argument_specs')?.value : undefined
}

function taskFor(entry: YamlMap, { name, path, params, entryPoint }: Validated): Task {
  const described = entryOf(entry, 'short_description')
  const short = described === undefined ? undefined : textOf(described.value)
  const options = entryOf(entry, 'options')?.value
  return {
    kind: 'task',
    name: `Validating arguments against arg spec '${entryPoint}'${short === undefined ? '' : ` - ${short}`}`,
    module: 'validate_argument_spec',
    args: {
      argument_spec: options === undefined || isEmpty(options) ? {} : toNative(options),
      provided_arguments: params,
      validate_args_context: { type: 'role', name, argument_spec_name: entryPoint, path },
    },
    vars: {},
    when: [],
    tags: ['always'],
    environment: [],
    until: [],
    notify: [],
    listen: [],
    at: entry.at,
  }
}
