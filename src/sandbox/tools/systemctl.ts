import type { Machine } from '../daemons/machine.ts'
import type { JobResult, SystemdUnit } from '../daemons/systemd-unit.ts'
import { parseArgs } from './parse-args.ts'
import { failed, notSimulated, printed, type ToolOutput } from './tool-output.ts'
import { unitFile, unitProperties } from './unit-properties.ts'

export async function systemctl(machine: Machine, args: readonly string[]): Promise<ToolOutput> {
  const parsed = parseArgs(args, [
    '-p',
    '--property',
    '-n',
    '--lines',
    '-o',
    '--output',
    '-t',
    '--type',
    '-s',
    '--signal',
  ])
  const [verb = 'list-units', ...names] = parsed.words
  if (parsed.has('--version')) return printed('systemd 252 (longshore sandbox)')
  const units = names.map(fullName)

  switch (verb) {
    case 'show':
      return show(machine, units, parsed)
    case 'is-active':
    case 'is-failed':
    case 'is-enabled':
      return ask(machine, verb, units, parsed.has('-q', '--quiet'))
    case 'reset-failed':
      for (const unit of units.length > 0 ? units : ['docker.service', 'docker.socket', 'containerd.service']) {
        unitOf(machine, unit)?.resetFailed()
        if (unit === 'docker.socket' && machine.socket === 'failed') machine.socket = 'inactive'
      }
      return printed('')
    case 'daemon-reload':
    case 'enable':
    case 'disable':
      return printed('')
    case 'is-system-running':
      return printed('running')
    case 'cat':
      return cat(machine, units)
    case 'status':
      return status(machine, units)
    case 'kill':
      return kill(machine, units, parsed.value('-s', '--signal') ?? 'TERM')
    case 'start':
    case 'stop':
    case 'restart':
    case 'try-restart':
    case 'reload':
    case 'reload-or-restart':
    case 'try-reload-or-restart':
      return jobs(machine, verb, units, parsed.has('--no-block'))
    default:
      return notSimulated(`systemctl ${verb}`)
  }
}

function kill(machine: Machine, units: readonly string[], signal: string): ToolOutput {
  if (!/^(SIG)?(KILL|9)$/.test(signal)) return notSimulated(`systemctl kill --signal=${signal}`)
  for (const name of units) {
    const unit = unitOf(machine, name)
    if (unit === undefined) return failed(1, `Failed to kill unit ${name}: Unit ${name} not loaded.`)
    unit.kill()
  }
  return printed('')
}

type Job = 'start' | 'stop' | 'restart' | 'try-restart' | 'reload' | 'reload-or-restart' | 'try-reload-or-restart'

async function jobs(machine: Machine, job: Job, names: readonly string[], noBlock: boolean): Promise<ToolOutput> {
  let worst = printed('')
  for (const name of names) {
    const outcome = job1(machine, job, name)
    const output = noBlock ? printed('') : await outcome
    if (output.exitCode !== 0) worst = failed(output.exitCode, worst.stderr + output.stderr)
  }
  return worst
}

async function job1(machine: Machine, job: Job, name: string): Promise<ToolOutput> {
  if (name === 'docker.socket' && machine.docker !== undefined) {
    machine.socket = job === 'stop' ? 'inactive' : 'active'
    return printed('')
  }
  const unit = unitOf(machine, name)
  const verb = job === 'try-restart' || job.endsWith('or-restart') ? 'restart' : job
  if (unit === undefined) return failed(job === 'stop' ? 5 : 5, `Failed to ${verb} ${name}: Unit ${name} not found.`)
  const canReload = name === 'docker.service'
  if (job === 'reload' && canReload && unit.sub === 'start') await unit.idle()
  const running = unit.state === 'active'
  if (job === 'reload' && !canReload) {
    return failed(1, `Failed to reload ${name}: Job type reload is not applicable for unit ${name}.`)
  }
  if (job === 'reload' && !running) {
    machine.journal.add(name, 'systemd', `${name}: Unit cannot be reloaded because it is inactive.`)
    return failed(1, `${name} is not active, cannot reload.`)
  }
  if (job.startsWith('try-') && !running) return printed('')
  if (job === 'reload' || (job.endsWith('reload-or-restart') && canReload && running)) {
    const title = `${name} - ${unit.facts.description}`
    machine.journal.add(name, 'systemd', `Reloading ${title}...`)
    machine.reloadDocker()
    machine.journal.add(name, 'systemd', `Reloaded ${title}.`)
    return printed('')
  }
  return jobOutput(
    await work(machine, unit, verb === 'reload' ? 'restart' : (verb as 'start' | 'stop' | 'restart')),
    name,
  )
}

function work(machine: Machine, unit: SystemdUnit, verb: 'start' | 'stop' | 'restart'): Promise<JobResult> {
  if (unit === machine.containerd && verb === 'restart') return machine.restartContainerd()
  if (unit === machine.containerd && verb === 'stop') return machine.stopContainerd()
  return unit[verb]()
}

function jobOutput(result: JobResult, name: string): ToolOutput {
  const see = `See "systemctl status ${name}" and "journalctl -xeu ${name}" for details.`
  if (result === 'done') return printed('')
  if (result === 'failed') {
    return failed(1, `Job for ${name} failed because the control process exited with error code.\n${see}`)
  }
  const force = `To force a start use "systemctl reset-failed ${name}"\nfollowed by "systemctl start ${name}" again.`
  return failed(1, `Job for ${name} failed because start of the service was attempted too often.\n${see}\n${force}`)
}

function show(machine: Machine, names: readonly string[], parsed: ReturnType<typeof parseArgs>): ToolOutput {
  const wanted = parsed.values('-p', '--property').flatMap((list) => list.split(','))
  const blocks = names.map((name) => {
    const all = unitProperties(machine, name)
    const shown = Object.entries(all).filter(([key]) => wanted.length === 0 || wanted.includes(key))
    return shown.map(([key, value]) => (parsed.has('--value') ? value : `${key}=${value}`)).join('\n')
  })
  return printed(blocks.join('\n\n'))
}

function ask(machine: Machine, verb: string, names: readonly string[], quiet: boolean): ToolOutput {
  const states = names.map((name) =>
    verb === 'is-enabled'
      ? exists(machine, name)
        ? 'enabled'
        : 'not-found'
      : (unitProperties(machine, name)['ActiveState'] ?? 'inactive'),
  )
  const good = verb === 'is-enabled' ? 'enabled' : verb === 'is-failed' ? 'failed' : 'active'
  const bad = verb === 'is-active' ? (states.every((state) => state === 'inactive') ? 3 : 3) : 1
  return { exitCode: states.includes(good) ? 0 : bad, stdout: quiet ? '' : `${states.join('\n')}\n`, stderr: '' }
}

function cat(machine: Machine, names: readonly string[]): ToolOutput {
  const missing = names.find((name) => !exists(machine, name))
  if (missing !== undefined) return failed(1, `No files found for ${missing}.`)
  return printed(names.map((name) => `# /usr/lib/systemd/system/${name}\n${unitFile(machine, name)}`).join('\n'))
}

function status(machine: Machine, names: readonly string[]): ToolOutput {
  const missing = names.find((name) => !exists(machine, name))
  if (missing !== undefined) return failed(4, `Unit ${missing} could not be found.`)
  const active = names.every((name) => unitProperties(machine, name)['ActiveState'] === 'active')
  const text = names.map((name) => {
    const facts = unitProperties(machine, name)
    const tail = machine.journal.entries.filter((entry) => entry.unit === name).slice(-10)
    const head = `${active ? '●' : '×'} ${name} - ${facts['Description'] ?? ''}`
    const detail = facts['ActiveState'] === 'failed' ? `Result: ${facts['Result'] ?? ''}` : (facts['SubState'] ?? '')
    return [head, `     Active: ${facts['ActiveState'] ?? ''} (${detail})`, '', ...tail.map(({ line }) => line)].join(
      '\n',
    )
  })
  return { exitCode: active ? 0 : 3, stdout: `${text.join('\n')}\n`, stderr: '' }
}

function unitOf(machine: Machine, name: string): SystemdUnit | undefined {
  if (name === 'docker.service') return machine.docker
  return name === 'containerd.service' ? machine.containerd : undefined
}

function exists(machine: Machine, name: string): boolean {
  return unitProperties(machine, name)['LoadState'] === 'loaded'
}

function fullName(name: string): string {
  return name.includes('.') ? name : `${name}.service`
}
