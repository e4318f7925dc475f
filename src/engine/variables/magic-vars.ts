import { dirname } from 'node:path'
import { ANSIBLE_VERSION } from '../../model/ansible-version.ts'
import { hostsOf } from '../../model/inventory-vars.ts'
import { OMIT } from '../../model/omit.ts'
import type { Vars } from '../../model/vars.ts'
import type { HostRun } from '../host-run.ts'
import type { PlayRun, RunContext } from '../play-run.ts'
import { hostvars } from './host-vars.ts'

/** Variables that Ansible sets by itself and that nothing overrides (its "special variables"). */
export function magicVars(run: PlayRun): Vars {
  const { settings } = run
  const source = run.inventory.sources.find((candidate) => candidate.path !== undefined)?.path
  return {
    ...(source === undefined ? {} : { inventory_file: source, inventory_dir: dirname(source) }),
    playbook_dir: dirname(run.playbookPath),
    ansible_check_mode: settings.checkMode,
    ansible_diff_mode: settings.diff,
    ansible_forks: settings.forks,
    ansible_verbosity: settings.verbosity,
    ansible_run_tags: settings.tags.only.length === 0 ? ['all'] : settings.tags.only,
    ansible_skip_tags: settings.tags.skip,
    ...(settings.limit === undefined ? {} : { ansible_limit: settings.limit }),
    ansible_inventory_sources: run.inventory.sources.map(({ path, given }) => path ?? given),
    ansible_config_file: settings.configFile ?? null,
    ansible_version: ANSIBLE_VERSION,
    ansible_playbook_python: '/usr/bin/python3',
    ansible_play_name: run.play.name,
    omit: OMIT,
    get hostvars() {
      return hostvars(run)
    },
    get groups() {
      return groupMembers(run)
    },
    get ansible_play_hosts() {
      return run.playHosts.filter(isInPlay).map((each) => each.name)
    },
    get ansible_play_hosts_all() {
      return run.allPlayHosts.map((each) => each.name)
    },
    get ansible_play_batch() {
      return run.batch.filter(isInPlay).map((each) => each.name)
    },
    get play_hosts() {
      return run.batch.filter(isInPlay).map((each) => each.name)
    },
  }
}

/** What failed, could not be reached or was ended is out of the play. */
function isInPlay(host: HostRun): boolean {
  return !host.isBad && host.standing !== 'ended'
}

const members = new WeakMap<object, Vars>()

/** The names of the hosts of each group. */
export function groupMembers(run: Pick<RunContext, 'inventory'>): Vars {
  const known = members.get(run.inventory)
  if (known !== undefined) return known
  const made = Object.fromEntries(
    [...run.inventory.groups.keys()].map((group) => [group, hostsOf(run.inventory, group)]),
  )
  members.set(run.inventory, made)
  return made
}
