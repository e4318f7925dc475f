import type { Plan, Step } from '../../model/plan.ts'
import { exec, type PlainCommand } from '../../model/remote-command.ts'
import { nameMissing, nothingAsked, serviceCommandFailed, serviceMissing } from './errors.ts'
import type { Unit } from './unit-fact.ts'

export interface ServiceArgs {
  readonly name?: string | undefined
  readonly state?: 'started' | 'stopped' | 'restarted' | 'reloaded' | undefined
  readonly enabled?: boolean | undefined
  readonly masked?: boolean | undefined
  readonly daemon_reload: boolean
  readonly daemon_reexec: boolean
  readonly no_block: boolean
  readonly force: boolean
}

/** What brings a unit to what is asked for, and back to what it was. */
export function planService(args: ServiceArgs, unit: Unit): Plan {
  const { name } = args
  const asksUnit = args.state !== undefined || args.enabled !== undefined || args.masked !== undefined
  if (!asksUnit && !args.daemon_reload && !args.daemon_reexec) return { kind: 'impossible', error: nothingAsked() }
  if (asksUnit && name === undefined) return { kind: 'impossible', error: nameMissing() }
  if (name !== undefined && !unit.found && !args.daemon_reload && args.masked !== true) {
    return { kind: 'impossible', error: serviceMissing(name) }
  }
  const managerSteps = [
    ...(args.daemon_reload ? [managerStep('daemon-reload', 'let systemd read its unit files again')] : []),
    ...(args.daemon_reexec ? [managerStep('daemon-reexec', 'let systemd execute itself again')] : []),
  ]
  const unitSteps = name === undefined ? [] : stepsFor(name, args, unit)
  const values = valuesOf(args, unit)
  const steps = [...managerSteps, ...unitSteps]
  if (steps.length === 0) return { kind: 'in-desired-state', values }
  const conclude = unitSteps.length === 0 ? { conclude: () => ({ changed: false, values }) } : {}
  return { kind: 'change', steps, diff: diffOf(name, args, unit, unitSteps.length > 0), values, ...conclude }
}

function stepsFor(name: string, args: ServiceArgs, unit: Unit): readonly Step[] {
  const steps: Step[] = []
  const { masked, enabled } = args
  if (masked !== undefined && masked !== unit.masked) {
    steps.push(unitStep(masked ? 'mask' : 'unmask', name, args, unit, masked ? 'unmask' : 'mask'))
  }
  if (enabled !== undefined && enabled !== unit.enabled) {
    steps.push(unitStep(enabled ? 'enable' : 'disable', name, args, unit, unit.enabled ? 'enable' : 'disable'))
  }
  const verb = verbFor(args.state, unit.active)
  if (verb !== undefined) steps.push(unitStep(verb, name, args, unit, unit.active ? 'start' : 'stop'))
  return steps
}

function verbFor(state: ServiceArgs['state'], active: boolean): string | undefined {
  switch (state) {
    case 'started':
      return active ? undefined : 'start'
    case 'stopped':
      return active ? 'stop' : undefined
    case 'restarted':
      return active ? 'restart' : 'start'
    case 'reloaded':
      return active ? 'reload' : 'start'
    case undefined:
      return undefined
  }
}

function unitStep(verb: string, name: string, args: ServiceArgs, unit: Unit, undo: string): Step {
  const flags = [...(args.no_block ? ['--no-block'] : []), ...(args.force ? ['--force'] : [])]
  const run = commandFor(verb, name, unit.manager, flags)
  return {
    summary: `${verb} the service ${name}`,
    run,
    undo: [commandFor(undo, name, unit.manager, [])],
    ...(unit.active && (verb === 'restart' || verb === 'reload') ? { refresh: [run] } : {}),
    explain: serviceCommandFailed(verb, name),
  }
}

function commandFor(verb: string, name: string, manager: Unit['manager'], flags: readonly string[]): PlainCommand {
  if (manager === 'systemd') return exec('systemctl', ...flags, verb, '--', name)
  if (verb === 'enable') return exec('update-rc.d', name, 'defaults')
  return verb === 'disable' ? exec('update-rc.d', name, 'disable') : exec('service', name, verb)
}

function managerStep(verb: string, summary: string): Step {
  const run = exec('systemctl', verb)
  return { summary, run, refresh: [run], explain: serviceCommandFailed(verb, 'manager') }
}

function valuesOf(args: ServiceArgs, unit: Unit) {
  return {
    name: args.name ?? null,
    ...(args.state === undefined ? {} : { state: args.state === 'stopped' ? 'stopped' : 'started' }),
    ...(args.enabled === undefined ? {} : { enabled: args.enabled }),
    status: unit.status,
  }
}

function diffOf(name: string | undefined, args: ServiceArgs, unit: Unit, changes: boolean) {
  if (name === undefined || !changes) return []
  const text = (active: boolean, enabled: boolean, masked: boolean) =>
    `active: ${active}\nenabled: ${enabled}\n${masked ? 'masked: true\n' : ''}`
  const active = args.state === undefined ? unit.active : args.state !== 'stopped'
  const after = text(active, args.enabled ?? unit.enabled, args.masked ?? unit.masked)
  const note = args.state === 'restarted' || args.state === 'reloaded' ? `${args.state}\n` : ''
  return [{ path: `service ${name}`, before: text(unit.active, unit.enabled, unit.masked), after: `${after}${note}` }]
}
