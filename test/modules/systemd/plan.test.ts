import { describe, expect, test } from '@jest/globals'
import { planService, type ServiceArgs } from '../../../src/modules/systemd/plan.ts'
import type { Unit } from '../../../src/modules/systemd/unit-fact.ts'

const BASE = { name: 'x', daemon_reload: false, daemon_reexec: false, no_block: false, force: false }
const RUNNING: Unit = { manager: 'systemd', found: true, active: true, enabled: true, masked: false, status: {} }
const STOPPED: Unit = { ...RUNNING, active: false, enabled: false }

const wordsOf = (args: Partial<ServiceArgs>, unit: Unit) => {
  const plan = planService({ ...BASE, ...args }, unit)
  if (plan.kind !== 'change') return plan.kind
  return plan.steps.map((step) => {
    const undo = step.undo?.[0]
    const text = (command: typeof undo) => (command?.kind === 'exec' ? command.argv.join(' ') : '')
    return `${text(step.run)} | ${text(undo)}`
  })
}

describe('planService', () => {
  test.each<[string, Partial<ServiceArgs>, Unit, string | string[]]>([
    ['a running unit that is to run', { state: 'started' }, RUNNING, 'in-desired-state'],
    ['a stopped one that is to run', { state: 'started' }, STOPPED, ['systemctl start -- x | systemctl stop -- x']],
    ['a restart', { state: 'restarted' }, RUNNING, ['systemctl restart -- x | systemctl start -- x']],
    ['a reload of a stopped one', { state: 'reloaded' }, STOPPED, ['systemctl start -- x | systemctl stop -- x']],
    ['enabling', { enabled: true }, STOPPED, ['systemctl enable -- x | systemctl disable -- x']],
    ['a daemon reload alone', { daemon_reload: true }, RUNNING, ['systemctl daemon-reload | ']],
    ['nothing', {}, RUNNING, 'impossible'],
    ['no such unit', { state: 'started' }, { ...STOPPED, found: false }, 'impossible'],
    ['an init script', { state: 'stopped' }, { ...RUNNING, manager: 'service' }, ['service x stop | service x start']],
  ])('plans for %s', (_situation, args, unit, expected) => {
    expect(wordsOf(args, unit)).toEqual(expected)
  })
})
