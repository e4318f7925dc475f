import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Controller } from '../kit/controller.ts'
import type { FaultHost } from './host/fault-host.ts'
import type { Pace } from './pace.ts'

export const DAEMON_JSON = '/etc/docker/daemon.json'

/** The two whole states of a host. What a rollout starts from is old, whichever of them it is. */
export const SIDES = ['mirror-1', 'mirror-2'] as const
export type Side = (typeof SIDES)[number]
/** What a second operator rolls out over the same hosts. */
export const ANOTHERS = 'mirror-3'
export type Whole = Side | typeof ANOTHERS
export const WHOLES: readonly Whole[] = [...SIDES, ANOTHERS]

export function otherSide(side: Side): Side {
  return side === 'mirror-1' ? 'mirror-2' : 'mirror-1'
}

export function mirrorOf(side: Whole): string {
  return `http://${side}.example:5000`
}

/** Written by a hand that Longshore has to leave alone. */
export function daemonJson(side: Whole): string {
  return `{\n\t"log-driver": "json-file",\n\t"registry-mirrors": ["${mirrorOf(side)}"],\n\t"debug": false\n}\n`
}

/** How the daemon comes to use the new file. */
export type Way = 'reload' | 'restart'

/** The shipped rollout, which waits for nothing for longer than a test can, and for no person. */
export function playbook(way: Way, pace: Pace): string {
  const shipped = readFileSync('playbooks/registry-rollout.yml', 'utf8')
  const alone = replaced(shipped, 'on_failure: rollback_all', 'on_failure: rollback_all\n    on_inconclusive: fail')
  const quick = replaced(alone, 'soak: 30s', 'soak: 10ms').replaceAll('timeout: 20', `timeout: ${pace.command}`)
  const guarded = replaced(quick, 'guard: 2m', `guard: ${pace.guard}s`)
  const mirrors = 'mirrors: "{{ registry_mirrors }}"'
  const indent = /^ *(?=mirrors: )/m.exec(guarded)?.[0] ?? ''
  return replaced(guarded, mirrors, `${mirrors}\n${indent}verify_timeout: ${pace.verify}\n${indent}apply: ${way}`)
}

function replaced(text: string, what: string, by: string): string {
  if (!text.includes(what)) throw new Error(`playbooks/registry-rollout.yml has no '${what}' any more`)
  return text.replace(what, by)
}

export interface Operator {
  readonly controller: Controller
  readonly hosts: readonly FaultHost[]
  readonly way: Way
  readonly to: Whole
  readonly pace: Pace
}

/** Writes what the operator works from into the controller's folder. Gives the words of the run. */
export function prepare({ controller, hosts, way, to, pace }: Operator): readonly string[] {
  const knownHosts = join(controller.folder, 'known_hosts')
  writeFileSync(knownHosts, hosts.map(({ knownHost }) => `${knownHost}\n`).join(''))
  const ssh = [
    `UserKnownHostsFile=${knownHosts}`,
    'StrictHostKeyChecking=yes',
    `ConnectTimeout=${pace.connect}`,
    `ServerAliveInterval=${pace.alive}`,
    'ServerAliveCountMax=2',
  ]
  const inventory = `${hosts.map(({ inventoryLine }) => inventoryLine).join('\n')}
[runtimes]
${hosts.map(({ name }) => name).join('\n')}
[runtimes:vars]
registry_mirrors=['${mirrorOf(to)}']
ansible_ssh_common_args="${ssh.map((option) => `-o ${option}`).join(' ')}"
`
  writeFileSync(join(controller.folder, 'hosts.ini'), inventory)
  writeFileSync(join(controller.folder, 'rollout.yml'), playbook(way, pace))
  return ['run', 'rollout.yml', '-i', 'hosts.ini']
}
