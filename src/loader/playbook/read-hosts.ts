import { entryOf, type YamlMap, type YamlNode } from '../yaml/yaml-node.ts'
import { checkTemplates } from './check-templates.ts'
import { textOf } from './fields.ts'
import type { Reading } from './reading.ts'

const HINT = "Name hosts or groups, as in 'hosts: all'"

/** The pattern of a play: text, or a list of texts (playbook/play.py, _validate_hosts, whose words these are). */
export function readHosts(reading: Reading, map: YamlMap): string | undefined {
  const written = entryOf(map, 'hosts')
  if (written === undefined) {
    const message = "the field 'hosts' is required but was not set"
    reading.problem(message, map.at, `Say on which hosts it runs: ${HINT}`, { message })
    return undefined
  }
  const fault = faultOf(written.value)
  if (fault === undefined) checkTemplates(reading, written.value)
  if (fault === undefined) return partsOf(written.value).map(textOf).join(',')
  reading.problem(fault, written.value.kind === 'scalar' ? written.keyAt : written.value.at, HINT, { message: fault })
  return undefined
}

function faultOf(node: YamlNode): string | undefined {
  if (isEmpty(node)) return 'Hosts list cannot be empty. Please check your playbook'
  if (node.kind === 'map' || (node.kind === 'scalar' && !isText(node))) {
    return 'Hosts list must be a sequence or string. Please check your playbook.'
  }
  for (const item of partsOf(node)) {
    if (item.kind === 'scalar' && item.value === null)
      return "Hosts list cannot contain values of 'None'. Please check your playbook"
    if (!isText(item)) return `Hosts list contains an invalid host value: '${shown(item)}'`
    if (textOf(item)?.trim() === '') return "the field 'hosts' is required, and cannot have empty values"
  }
  return undefined
}

function isEmpty(node: YamlNode): boolean {
  if (node.kind === 'list') return node.items.length === 0
  return node.kind === 'scalar' && (node.value === null || node.value === '')
}

function partsOf(node: YamlNode): readonly YamlNode[] {
  return node.kind === 'list' ? node.items : [node]
}

function isText(node: YamlNode): boolean {
  return node.kind === 'scalar' && typeof node.value === 'string'
}

function shown(node: YamlNode): string {
  return node.kind === 'scalar' ? node.source : `a ${node.kind}`
}
