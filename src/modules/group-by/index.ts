import * as z from 'zod'
import type { ControllerOutcome } from '../../model/controller-module.ts'
import { defineControllerModule } from '../define-module.ts'
import { keyMissing, optionsInvalid } from './errors.ts'

const args = z
  .object({
    key: z.unknown().optional().describe('The group that the host comes into; a blank in it becomes a dash'),
    parents: z.unknown().optional().describe('Groups that this group is below: a list or one name. Default: all'),
  })
  .catchall(z.unknown())

/** Puts each host into a group that a variable of it names. */
export const groupBy = defineControllerModule({
  name: 'group_by',
  isAction: true,
  summary: 'Put hosts into groups by what is known of them',
  args,
  anyArgs: true,
  returns: {
    add_group: 'The group',
    parent_groups: 'The groups above it',
  },
  run: (given, { host }) => Promise.resolve(grouped(given, host)),
})

/** What is wrong with the arguments is told when the task runs, as Ansible's action plugin does. */
function grouped(given: Readonly<Record<string, unknown>>, host: string): ControllerOutcome {
  const { key, parents, ...others } = given
  const unknown = Object.keys(others)
  if (unknown.length > 0) return { changed: false, values: {}, failed: optionsInvalid(unknown) }
  if (key === undefined || key === null) return { changed: false, values: {}, failed: keyMissing() }
  const group = groupName(key)
  const above = parents === undefined || parents === null ? ['all'] : [parents].flat().map(groupName)
  return {
    changed: true,
    values: { add_group: group, parent_groups: above },
    addition: { adds: 'membership', host, group, parents: above },
  }
}

function groupName(value: unknown): string {
  return String(value).replaceAll(' ', '-')
}
