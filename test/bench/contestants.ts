import { fileURLToPath } from 'node:url'
import { addresses, type Fleet } from './fleet.ts'

export interface Contest {
  readonly fleet: Fleet
  readonly hosts: number
  readonly port: number
  /** Another one for every run, so that there is something to change. */
  readonly rev: number
}

export interface Contestant {
  readonly name: string
  /** It does the work of site.yml, and the hosts are looked at afterwards. */
  readonly doesWork: boolean
  /** It takes minutes. */
  readonly isSlow?: boolean
  readonly argv: (contest: Contest) => Promise<readonly string[]>
  readonly env?: Readonly<Record<string, string>>
}

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url))
/** As an operator starts it. */
const LONGSHORE = file('../../dist/longshore')
/** Made of floor-client.ts by build/bundle-floor.js. */
const FLOOR_PROGRAM = file('../../dist/bench/floor-client.js')

/** Files of this repository that stay as they are: the peer's own best settings. */
const ANSIBLE = { ANSIBLE_CONFIG: file('./site/ansible.cfg') }
const MITOGEN = { ...ANSIBLE, ANSIBLE_STRATEGY: 'mitogen_linear' }

export const FLOOR_OF_TWO = 'ssh2 floor, 2 commands'
export const FLOOR_OF_WORK = 'ssh2 floor, the work in 1 command'
export const OWN_MODULE = 'longshore, own module'
export const FLOOR_OF_OWN = "ssh2 floor, own module's programs"

export const CONTESTANTS: readonly Contestant[] = [
  floor(1),
  floor(2),
  floor(7),
  floorOfWork(),
  floorOfOwn(),
  longshore('longshore, site.yml', './site/site.yml'),
  longshore(OWN_MODULE, './site/own.yml'),
  clush(),
  ansible('ansible-core, 10 forks', 10, ANSIBLE),
  ansible('ansible-core, 50 forks', 50, ANSIBLE),
  ansible('ansible + Mitogen, 50 forks', 50, MITOGEN),
]

function floor(commands: number): Contestant {
  return {
    name: `ssh2 floor, ${commands} command${commands === 1 ? '' : 's'}`,
    doesWork: false,
    argv: ({ fleet, hosts, port }) =>
      Promise.resolve([process.execPath, FLOOR_PROGRAM, fleet.keyFile, `${port}`, `${hosts}`, `${commands}`]),
  }
}

/** All of the work in one command, with no fact looked at and nothing kept safe: no client can do it in less. */
function floorOfWork(): Contestant {
  return {
    name: FLOOR_OF_WORK,
    doesWork: true,
    argv: ({ fleet, hosts, port, rev }) =>
      Promise.resolve([process.execPath, FLOOR_PROGRAM, ...[fleet.keyFile, `${port}`, `${hosts}`, 'site', `${rev}`]]),
  }
}

/** The two shell programs of the own module, told to the hosts by bare ssh2: what is left to compare is the engine. */
function floorOfOwn(): Contestant {
  return {
    name: FLOOR_OF_OWN,
    doesWork: true,
    argv: ({ fleet, hosts, port, rev }) =>
      Promise.resolve([
        process.execPath,
        FLOOR_PROGRAM,
        ...[fleet.keyFile, `${port}`, `${hosts}`, fleet.ownPrograms, `${rev}`],
      ]),
  }
}

function longshore(name: string, playbook: string): Contestant {
  return {
    name,
    doesWork: true,
    argv: async ({ fleet, hosts, port, rev }) => {
      const inventory = await fleet.inventory(hosts, port)
      return [LONGSHORE, 'run', file(playbook), '-i', inventory.longshore, '-e', `rev=${rev}`]
    },
  }
}

function ansible(name: string, forks: number, env: Readonly<Record<string, string>>): Contestant {
  return {
    name,
    doesWork: true,
    isSlow: true,
    env,
    argv: async ({ fleet, hosts, port, rev }) => {
      const inventory = await fleet.inventory(hosts, port)
      const options = ['-i', inventory.ansible, '-f', `${forks}`, '-e', `rev=${rev}`]
      return ['ansible-playbook', file('./site/site.yml'), ...options]
    },
  }
}

/** One command a host is what it is for; compare it with the floor of one. */
function clush(): Contestant {
  return {
    name: 'clush, 1 command',
    doesWork: false,
    argv: ({ fleet, hosts, port }) => {
      const ssh = `-i ${fleet.keyFile} -p ${port} -o UserKnownHostsFile=/dev/null -o StrictHostKeyChecking=no`
      const options = ['-f', '50', '-l', 'root', '-o', `${ssh} -o LogLevel=ERROR`]
      return Promise.resolve(['clush', ...options, '-w', addresses(hosts).join(','), 'true'])
    },
  }
}
