import type { Loaded } from '../app/run-playbook.ts'

/** The hosts of each play, as `--list-hosts` prints them. */
export function listHosts(loaded: Loaded): string {
  let index = 0
  return loaded.playbooks
    .map((playbook) => {
      const plays = playbook.plays.map((play) => {
        const hosts = loaded.hosts.ofPlays[index++] ?? []
        const lines = hosts.map((host) => `      ${host}\n`).join('')
        return `  play #${index} (${play.hosts}): ${play.name}\n    hosts (${hosts.length}):\n${lines}`
      })
      return `playbook: ${playbook.path}\n\n${plays.join('\n')}`
    })
    .join('\n')
}

/** The same for one task from the command line, as the program `ansible` prints it. */
export function listHostsOfTask(loaded: Loaded): string {
  const hosts = loaded.hosts.ofPlays.flat()
  return `  hosts (${hosts.length}):\n${hosts.map((host) => `    ${host}\n`).join('')}`
}
