import { dirname } from 'node:path'
import type { Vars } from '../../model/vars.ts'
import type { HostRun } from '../host-run.ts'
import type { PlayRun } from '../play-run.ts'
import { hostvars } from './host-vars.ts'

/** Variables that Ansible sets by itself for a play and that nothing overrides (its "special variables"). */
export function magicVars(run: PlayRun): Vars {
  const source = run.inventory.sources.find((candidate) => candidate.path !== undefined)?.path
  return {
    ...(source === undefined ? {} : { inventory_file: source, inventory_dir: dirname(source) }),
    ansible_play_name: run.play.name,
    get hostvars() {
      return hostvars(run, run.playbookPath)
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
