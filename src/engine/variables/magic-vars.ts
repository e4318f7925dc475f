import { dirname } from 'node:path'
import { groupsOf, hostsOf } from '../../model/inventory-vars.ts'
import { OMIT } from '../../model/omit.ts'
import type { Vars } from '../../model/vars.ts'
import type { HostRun } from '../host-run.ts'
import type { PlayRun } from '../play-run.ts'

/** Variables that Ansible sets by itself and that nothing overrides (its "special variables"). */
export function magicVars(host: HostRun, run: PlayRun): Vars {
  const source = run.inventory.sources.find((candidate) => candidate.path !== undefined)?.path
  return {
    inventory_hostname: host.name,
    inventory_hostname_short: host.name.split('.')[0],
    ...(source === undefined ? {} : { inventory_file: source, inventory_dir: dirname(source) }),
    playbook_dir: dirname(run.playbookPath),
    ansible_check_mode: run.settings.checkMode,
    ansible_diff_mode: run.settings.diff,
    ansible_forks: run.settings.forks,
    ansible_verbosity: run.settings.verbosity,
    ansible_play_name: run.play.name,
    omit: OMIT,
    get group_names() {
      return groupsOf(run.inventory, host.name).filter((group) => group !== 'all')
    },
    get groups() {
      return groupMembers(run)
    },
    get ansible_play_hosts() {
      return run.playHosts.filter((each) => !each.isBad).map((each) => each.name)
    },
    get ansible_play_hosts_all() {
      return run.playHosts.map((each) => each.name)
    },
    get ansible_play_batch() {
      return run.batch.filter((each) => !each.isBad).map((each) => each.name)
    },
    get play_hosts() {
      return run.batch.filter((each) => !each.isBad).map((each) => each.name)
    },
    get ansible_facts() {
      return withoutPrefix(host.facts)
    },
  }
}

function withoutPrefix(facts: Vars): Vars {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name.replace(/^ansible_/, ''), value]))
}

const members = new WeakMap<object, Vars>()

function groupMembers(run: PlayRun): Vars {
  const known = members.get(run.inventory)
  if (known !== undefined) return known
  const made = Object.fromEntries(
    [...run.inventory.groups.keys()].map((group) => [group, hostsOf(run.inventory, group)]),
  )
  members.set(run.inventory, made)
  return made
}
