import { bringUp } from './bring-up.ts'
import { labAvailability } from './ensure.ts'
import { describeLab, hostStatus } from './status.ts'
import { HOST_NAMES, isHostName, type HostName } from './generations.ts'
import { takeDown } from './take-down.ts'

const EXIT_USAGE = 2
const EXIT_CANNOT_RUN = 3

process.exitCode = await main(process.argv.slice(2))

async function main([verb, ...names]: readonly string[]): Promise<number> {
  const hosts = names.filter(isHostName)
  if (hosts.length < names.length) return usage(`no such host: ${names.filter((name) => !isHostName(name)).join(', ')}`)
  const selection = hosts.length === 0 ? HOST_NAMES : hosts

  const ability = labAvailability()
  if (!ability.available) {
    process.stderr.write(`the lab cannot run here: ${ability.reason}\n`)
    return EXIT_CANNOT_RUN
  }

  if (verb === 'up') return up(selection)
  if (verb === 'status') return sayStatus()
  if (verb === 'down') {
    await takeDown(selection, say)
    return 0
  }
  return usage(verb === undefined ? 'say what to do' : `no such verb: ${verb}`)
}

async function up(hosts: readonly HostName[]): Promise<number> {
  await bringUp({ hosts, retryBuilds: true, say })
  await sayStatus()
  const statuses = await Promise.all(hosts.map(hostStatus))
  return statuses.some((status) => status.kind === 'running') ? 0 : 1
}

function usage(problem: string): number {
  process.stderr.write(`${problem}\nusage: npm run lab -- up|status|down [${HOST_NAMES.join('|')} ...]\n`)
  return EXIT_USAGE
}

async function sayStatus(): Promise<number> {
  for (const line of await describeLab()) say(line)
  return 0
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
