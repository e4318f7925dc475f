import type { Play, Task } from '../model/playbook.ts'
import type { Vars } from '../model/vars.ts'
import { isTruthy } from './conditions.ts'
import type { HostRun } from './host-run.ts'
import { KeywordReader } from './keyword-values.ts'
import type { PlayRun } from './play-run.ts'
import { runTaskOnHosts } from './run-task-on-hosts.ts'
import { taskScope } from './variables/task-scope.ts'

/** Gathers facts at the beginning of a play, on the hosts that it is to be done on. */
export async function gatherPlayFacts(run: PlayRun, hosts: readonly HostRun[]): Promise<void> {
  if (run.signals.starting.aborted) return
  const chosen = hosts.filter((host) => host.isActive && wantsFacts(host, run))
  if (chosen.length === 0) return
  const task = gatheringTask(run.play, run.settings.gatherDefaults)
  await runTaskOnHosts({ task, chain: [run.play, task], id: run.nextTaskId() }, chosen, run, 'setup')
}

/** Ansible's rule (executor/play_iterator.py): `smart` leaves out a host with facts, whatever the play says. */
function wantsFacts(host: HostRun, run: PlayRun): boolean {
  const { gathering = 'implicit' } = run.settings
  const read = new KeywordReader(taskScope(host, [run.play], run), run.deps.templater, run.play.at)
  const wanted = read.flag('gather_facts', run.play.gatherFacts, gathering !== 'explicit')
  if (!wanted.ok || !wanted.value) return false
  return gathering !== 'smart' || !isTruthy(host.facts['module_setup'])
}

/** It runs whatever tags are asked for, unless the play has tags of its own. */
function gatheringTask(play: Play, defaults: Vars = {}): Task {
  return {
    kind: 'task',
    name: 'Gathering Facts',
    module: 'setup',
    args: {
      ...defaults,
      ...(play.gatherSubset === undefined ? {} : { gather_subset: play.gatherSubset }),
      ...(play.gatherTimeout === undefined ? {} : { gather_timeout: play.gatherTimeout }),
      ...(play.factPath === undefined ? {} : { fact_path: play.factPath }),
    },
    vars: {},
    when: [],
    tags: play.tags.length === 0 ? ['always'] : [],
    environment: [],
    until: [],
    notify: [],
    listen: [],
    at: play.at,
  }
}
