import type { Keywords } from '../../model/playbook.ts'
import { entryOf, type YamlMap } from '../yaml/yaml-node.ts'
import { searching } from './collections/search-list.ts'
import { Fields, isTemplate } from './fields.ts'
import { withoutCollection } from './keyword-levels.ts'
import { present } from './present.ts'
import { readModuleDefaults } from './read-module-defaults.ts'
import type { Reading } from './reading.ts'

const CONNECTIONS: Readonly<Record<string, string>> = {
  ssh: 'ssh',
  smart: 'ssh',
  paramiko: 'ssh',
  paramiko_ssh: 'ssh',
  local: 'local',
}

/** One, several with commas, or a list; what is neither is refused in the words of Ansible. */
function readTags(reading: Reading, fields: Fields): readonly string[] {
  const value = fields.entry('tags')?.value
  if (value?.kind === 'scalar' && (typeof value.value === 'number' || typeof value.value === 'boolean')) {
    reading.problem('tags must be specified as a list', value.at, `Put '${value.source}' in quotes, or write a list`)
    return []
  }
  return fields.texts('tags', ',') ?? []
}

/** What plays, blocks and tasks have in common. */
export function readKeywords(reading: Reading, map: YamlMap): Keywords {
  const fields = new Fields(reading, map)
  return {
    vars: fields.vars('vars'),
    when: fields.conditions('when') ?? [],
    tags: readTags(reading, fields),
    environment: fields.environment('environment'),
    at: map.at,
    ...present({
      become: fields.flag('become'),
      becomeUser: fields.text('become_user'),
      becomeMethod: becomeMethod(reading, fields),
      becomeFlags: fields.text('become_flags'),
      becomeExe: fields.text('become_exe'),
      remoteUser: fields.text('remote_user'),
      connection: connection(reading, fields),
      port: fields.number('port', 'whole number'),
      noLog: fields.flag('no_log'),
      checkMode: fields.flag('check_mode'),
      diff: fields.flag('diff'),
      ignoreErrors: fields.flag('ignore_errors'),
      ignoreUnreachable: fields.flag('ignore_unreachable'),
      timeout: fields.number('timeout', 'number'),
      anyErrorsFatal: fields.flag('any_errors_fatal'),
      runOnce: fields.flag('run_once'),
      throttle: fields.number('throttle', 'any number'),
      moduleDefaults: readModuleDefaults(reading, entryOf(map, 'module_defaults')),
      delegateTo: fields.text('delegate_to'),
      delegateFacts: fields.flag('delegate_facts'),
      debugger: debuggerWord(reading, fields),
      collections: fields.texts('collections') && searching(reading, map).place.collections,
    }),
  }
}

const DEBUGGER = ['always', 'never', 'on_failed', 'on_unreachable', 'on_skipped']

function debuggerWord(reading: Reading, fields: Fields): string | undefined {
  const entry = fields.entry('debugger')
  const word = fields.text('debugger')
  if (entry === undefined || word === undefined || isTemplate(word) || DEBUGGER.includes(word)) return word
  reading.problem(`debugger: '${word}' is not one of its words`, entry.value.at, `Use one of ${DEBUGGER.join(', ')}`)
  return undefined
}

function becomeMethod(reading: Reading, fields: Fields): string | undefined {
  const entry = fields.entry('become_method')
  const method = fields.text('become_method')
  if (entry === undefined || method === undefined || isTemplate(method)) return method
  const name = withoutCollection(method)
  if (name === 'sudo' || name === 'su') return name
  reading.problem(`become_method '${method}' is not supported`, entry.value.at, "Use 'sudo' or 'su'")
  return undefined
}

function connection(reading: Reading, fields: Fields): string | undefined {
  const entry = fields.entry('connection')
  const kind = fields.text('connection')
  if (entry === undefined || kind === undefined || isTemplate(kind)) return kind
  const known = CONNECTIONS[withoutCollection(kind)]
  if (known === undefined)
    reading.problem(`connection '${kind}' is not supported yet`, entry.value.at, "Use 'ssh' or 'local'")
  return known
}
