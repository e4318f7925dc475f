import { describeNode, entryOf, type YamlMap, type YamlNode } from '../../yaml/yaml-node.ts'
import type { SourcePosition } from '../../../base/source-position.ts'
import { Fields, isEmpty } from '../fields.ts'
import { readYamlFile } from '../read-yaml-file.ts'
import type { Reading } from '../reading.ts'
import { roleFile } from './role-vars.ts'

export interface RoleMeta {
  readonly dependencies: readonly YamlNode[]
  readonly allowDuplicates: boolean
  readonly collections: readonly string[]
  /** The whole of it. */
  readonly map?: YamlMap
}

const NO_META: RoleMeta = { dependencies: [], allowDuplicates: false, collections: [] }

/** `meta/main.yml` of a role, as far as the run needs it. */
export function roleMeta(reading: Reading, path: string, at: SourcePosition): RoleMeta {
  const file = roleFile(path, 'meta', undefined)
  const read = file === undefined ? undefined : readYamlFile(reading, file, at)
  if (read === undefined || isEmpty(read.node)) return NO_META
  if (read.node.kind !== 'map') {
    reading.problem(
      `the meta file of a role is a map, and this is ${describeNode(read.node)}`,
      read.node.at,
      'Write a map',
    )
    return NO_META
  }
  const map = read.node
  const fields = new Fields(reading, map)
  const own = {
    allowDuplicates: fields.flag('allow_duplicates') === true,
    collections: fields.texts('collections') ?? [],
    map,
  }
  const dependencies = entryOf(map, 'dependencies')
  if (dependencies === undefined || isEmpty(dependencies.value)) return { ...NO_META, ...own }
  if (dependencies.value.kind === 'list') return { ...own, dependencies: dependencies.value.items }
  const found = describeNode(dependencies.value)
  reading.problem(
    `dependencies: expected a list of roles, found ${found}`,
    dependencies.value.at,
    "Write '- role: name'",
  )
  return { ...NO_META, ...own }
}
