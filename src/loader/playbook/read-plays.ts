import { resolve } from 'node:path'
import type { Play } from '../../model/playbook.ts'
import { ansibleClass } from '../yaml/ansible-class.ts'
import { describeNode, entryOf, type YamlNode } from '../yaml/yaml-node.ts'
import { isEmpty } from './fields.ts'
import { importedPlaybook } from './imports/import-playbook.ts'
import { withoutCollection } from './keyword-levels.ts'
import { readPlay } from './read-play.ts'
import type { Reading } from './reading.ts'

/** The plays of a playbook, those that it imports in their place. */
export function readPlays(reading: Reading, root: YamlNode, file: string): readonly Play[] {
  if (isEmpty(root)) {
    reading.problem(`Empty playbook, nothing to do: ${file}`, root.at, "Begin with '- hosts: all'", {
      message: `Empty playbook, nothing to do: ${resolve(file)}`,
    })
    return []
  }
  if (root.kind !== 'list') {
    const hint = "Begin each play with '- hosts: ...'"
    const message = `A playbook must be a list of plays, got a ${ansibleClass(root)} instead`
    reading.problem(message, root.at, hint, { message: `${message}: ${resolve(file)}`, at: root.at })
    return []
  }
  if (root.items.length === 0) {
    reading.problem(`${file} has no plays`, root.at, "Begin with '- hosts: all'")
  }
  return root.items.flatMap((node) => readEntry(reading, node))
}

function readEntry(reading: Reading, node: YamlNode): readonly Play[] {
  if (node.kind !== 'map') {
    const hint = "A play is a map that begins with '- hosts: ...'"
    reading.problem(`expected a play, found ${describeNode(node)}`, node.at, hint)
    return []
  }
  const imported = node.entries.find(({ key }) => withoutCollection(key) === 'import_playbook')
  if (imported !== undefined && entryOf(node, 'hosts') === undefined) {
    return importedPlaybook(reading, node, imported, readPlays)
  }
  const play = readPlay(reading, node)
  return play === undefined ? [] : [play]
}
