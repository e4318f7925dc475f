import type { Keywords } from '../../../model/playbook.ts'
import type { Vars } from '../../../model/vars.ts'
import { describeNode, entryOf, toNative, type YamlMap, type YamlNode } from '../../yaml/yaml-node.ts'
import { textOf } from '../fields.ts'
import { KEYWORDS } from '../keyword-levels.ts'
import { knownText } from '../known-text.ts'
import { readKeywords } from '../read-keywords.ts'
import type { Reading } from '../reading.ts'
import type { RoleRequest } from './load-role.ts'

/** Keys of an entry that are no parameters of the role. */
const OWN = new Set(['role', 'name', 'src', 'version', 'scm', 'collections', 'tags', 'when', 'vars'])
const NOT_OF_ROLES = new Set(['block', 'rescue', 'always', 'notify'])

/** An entry of `roles:` or `dependencies:`: a name, or a map with keywords and parameters. */
export function readRoleEntry(reading: Reading, node: YamlNode): RoleRequest | undefined {
  const named = node.kind === 'map' ? (entryOf(node, 'role') ?? entryOf(node, 'name'))?.value : node
  const written = named === undefined ? undefined : textOf(named)
  if (written === undefined) {
    const found = node.kind === 'map' ? 'a map without one' : describeNode(node)
    reading.problem(`expected the name of a role, found ${found}`, node.at, "Write '- web', or '- role: web'", {
      message: 'role definitions must contain a role name',
      at: node.at,
      exitCode: 1,
    })
    return undefined
  }
  const map: YamlMap = node.kind === 'map' ? node : { kind: 'map', entries: [], at: node.at }
  const keywords = readKeywords(reading, map)
  const params = paramsOf(map)
  const name = knownText(reading, written, { ...keywords.vars, ...params }, node.at)
  if (name === undefined) return undefined
  const { vars, ...rest } = keywords
  const inherited: Keywords = { ...rest, vars: {} }
  return { name, at: node.at, files: {}, keywords: inherited, entryVars: vars, params, isInclude: false }
}

function paramsOf(map: YamlMap): Vars {
  const params = map.entries.filter(({ key }) => !OWN.has(key) && (NOT_OF_ROLES.has(key) || !KEYWORDS.block.has(key)))
  return Object.fromEntries(params.map(({ key, value }) => [key, toNative(value)]))
}
