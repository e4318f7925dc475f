import * as z from 'zod'
import type { ControllerOutcome } from '../../model/controller-module.ts'
import { defineControllerModule } from '../define-module.ts'
import { groupsNotUsable, hostNotNamed } from './errors.ts'
import { nameAndPort } from './name-and-port.ts'

const args = z
  .object({
    name: z.unknown().optional().describe('The name of the host, which may end in :PORT. Also: hostname, host'),
    groups: z.unknown().optional().describe('Groups to put it in: a list, or text with commas. Also: groupname, group'),
  })
  .catchall(z.unknown())

/** Arguments that are no variables of the host: `host` and `group` name it and are kept besides (Ansible). */
const NOT_VARS = new Set(['name', 'hostname', 'groupname', 'groups'])

/** Adds a host to the inventory for the rest of the run. */
export const addHost = defineControllerModule({
  name: 'add_host',
  summary: 'Add a host to the inventory of this run',
  args,
  anyArgs: true,
  oncePerBatch: true,
  returns: {
    add_host: 'The host that was added: host_name, groups and host_vars',
  },
  run: (given) => Promise.resolve(added(given)),
})

function added(given: Readonly<Record<string, unknown>>): ControllerOutcome {
  const named = given['name'] ?? given['hostname'] ?? given['host']
  if ((typeof named !== 'string' && typeof named !== 'number') || named === '') {
    return { changed: false, values: {}, failed: hostNotNamed() }
  }
  const groups = groupsOf(given['groupname'] ?? given['groups'] ?? given['group'])
  if (groups === undefined) return { changed: false, values: {}, failed: groupsNotUsable() }
  const { name, port } = nameAndPort(String(named))
  const own = Object.fromEntries(Object.entries(given).filter(([key]) => !NOT_VARS.has(key)))
  const vars = port === undefined ? own : { ...own, ansible_ssh_port: port }
  return {
    changed: true,
    values: { add_host: { host_name: name, groups, host_vars: vars } },
    addition: { adds: 'host', host: name, groups, vars },
  }
}

function groupsOf(given: unknown): readonly string[] | undefined {
  if (given === undefined || given === null || given === '') return []
  const written = typeof given === 'string' ? given.split(',') : given
  if (!Array.isArray(written)) return undefined
  const names = written.map((name) => String(name).trim())
  return [...new Set(names)].filter((name) => name !== '')
}
