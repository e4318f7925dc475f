import { dirname } from 'node:path'
import { ANSIBLE_VERSION } from '../../model/ansible-version.ts'
import { hostsOf } from '../../model/inventory-vars.ts'
import { OMIT } from '../../model/omit.ts'
import type { Vars } from '../../model/vars.ts'
import type { RunContext } from '../play-run.ts'

/** What Ansible says of a run by itself, to tasks and, of any host, through `hostvars`. */
export function runVars(run: RunContext, playbookPath: string): Vars {
  const { settings } = run
  return {
    playbook_dir: dirname(playbookPath),
    ansible_playbook_python: '/usr/bin/python3',
    ansible_config_file: settings.configFile ?? null,
    get groups() {
      return groupMembers(run)
    },
    omit: OMIT,
    ansible_version: ANSIBLE_VERSION,
    ansible_check_mode: settings.checkMode,
    ansible_diff_mode: settings.diff,
    ansible_forks: settings.toldForks ?? settings.forks,
    ansible_inventory_sources: run.inventory.sources.map(({ path, given }) => path ?? given),
    ansible_skip_tags: settings.tags.skip,
    ...(settings.limit === undefined ? {} : { ansible_limit: settings.limit }),
    ansible_run_tags: settings.tags.only.length === 0 ? ['all'] : settings.tags.only,
    ansible_verbosity: settings.verbosity,
  }
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
