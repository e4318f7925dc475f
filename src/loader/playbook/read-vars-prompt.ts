import type { SourcePosition } from '../../base/source-position.ts'
import type { VarsPrompt } from '../../model/playbook.ts'
import { describeNode, toNative, type YamlEntry, type YamlNode } from '../yaml/yaml-node.ts'
import { Fields, isEmpty } from './fields.ts'
import { present } from './present.ts'
import type { Reading } from './reading.ts'

/** Ansible's keys (playbook/play.py, `_load_vars_prompt`). */
const KEYS = ['name', 'prompt', 'default', 'private', 'confirm', 'encrypt', 'salt_size', 'salt', 'unsafe']

export function readVarsPrompt(reading: Reading, entry: YamlEntry | undefined): readonly VarsPrompt[] | undefined {
  if (entry === undefined || isEmpty(entry.value)) return undefined
  const nodes = entry.value.kind === 'list' ? entry.value.items : [entry.value]
  return nodes.flatMap((node) => readPrompt(reading, node, entry.value.at))
}

function readPrompt(reading: Reading, node: YamlNode, at: SourcePosition): readonly VarsPrompt[] {
  if (node.kind !== 'map') {
    const message = `vars_prompt: expected a map with a name, found ${describeNode(node)}`
    reading.problem(message, node.at, "Write '- name: version' and 'prompt: Which version?' below it")
    return []
  }
  for (const { key, keyAt } of node.entries) {
    if (KEYS.includes(key)) continue
    const message = `Invalid vars_prompt data structure, found unsupported key '${key}'`
    reading.problem(message, keyAt, `It takes ${KEYS.join(', ')}`, { message, at })
  }
  const fields = new Fields(reading, node)
  const name = fields.variableName('name')
  if (name === undefined) {
    if (fields.entry('name') !== undefined) return []
    const hint = 'Say which variable the answer is for'
    const message = "Invalid vars_prompt data structure, missing 'name' key"
    reading.problem(message, node.at, hint, { message, at })
    return []
  }
  const fallback = fields.entry('default')?.value
  const prompt = {
    isPrivate: fields.flag('private'),
    prompt: fields.text('prompt'),
    default: fallback === undefined ? undefined : toNative(fallback),
    confirm: fields.flag('confirm'),
    encrypt: fields.text('encrypt'),
    salt: fields.text('salt'),
    saltSize: fields.number('salt_size', 'whole number'),
    unsafe: fields.flag('unsafe'),
  }
  return [{ name, ...present(prompt), at: node.at }]
}
