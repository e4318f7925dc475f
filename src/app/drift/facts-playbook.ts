import type { Keywords, Play, Playbook, TaskItem } from '../../model/playbook.ts'
import { FACTS_MODULE } from './drift-report.ts'

/**
 * A playbook, as text, that asks the hosts of these plays what their files say and their daemons use. It becomes whom the
 * plays become.
 */
export function factsPlaybook(playbooks: readonly Playbook[], ofPlays: readonly (readonly string[])[]): string {
  const plays = playbooks.flatMap((playbook) => playbook.plays)
  const asking = plays.flatMap((play, index) => {
    const hosts = ofPlays[index] ?? []
    if (hosts.length === 0) return []
    return [
      {
        name: 'What the hosts say',
        hosts: hosts.join(','),
        gather_facts: false,
        ...becomeOf(play),
        tasks: [{ name: 'What the registry configuration says', [FACTS_MODULE]: {} }],
      },
    ]
  })
  return JSON.stringify(asking)
}

/** Of the play, else of the first of its tasks that becomes somebody. */
function becomeOf(play: Play): object {
  const inner = [...play.preTasks, ...play.tasks, ...play.postTasks].flatMap(withInner)
  const all: readonly Keywords[] = [play, ...inner]
  const found = all.find(({ become }) => become !== undefined && become !== false)
  if (found === undefined) return {}
  const { become, becomeUser, becomeMethod, becomeFlags, becomeExe } = found
  return {
    become,
    ...(becomeUser === undefined ? {} : { become_user: becomeUser }),
    ...(becomeMethod === undefined ? {} : { become_method: becomeMethod }),
    ...(becomeFlags === undefined ? {} : { become_flags: becomeFlags }),
    ...(becomeExe === undefined ? {} : { become_exe: becomeExe }),
  }
}

function withInner(item: TaskItem): readonly TaskItem[] {
  if (item.kind === 'task') return [item]
  return [item, ...[...item.block, ...item.rescue, ...item.always].flatMap(withInner)]
}
