import * as z from 'zod'
import { argsObject, boolArg, textArg } from '../arg-types.ts'
import { defineModule } from '../define-module.ts'
import { planService } from '../systemd/plan.ts'
import { unitFact } from '../systemd/unit-fact.ts'

const args = argsObject(() => ({
  name: textArg().describe('The service'),
  state: z
    .enum(['started', 'stopped', 'restarted', 'reloaded'], {
      error: 'expected started, stopped, restarted or reloaded',
    })
    .optional()
    .describe('What the service has to be'),
  enabled: boolArg().optional().describe('Whether it starts at boot'),
  use: z
    .enum(['auto', 'systemd', 'service'])
    .default('auto')
    .describe('Taken for playbooks that have it; the host decides'),
}))

/** A service, through systemd where the host has it, else through its init script. */
export const service = defineModule({
  name: 'service',
  summary: 'Start, stop, restart or enable a service',
  args,
  returns: {
    name: 'The service',
    state: 'What it is now: started or stopped',
    enabled: 'Whether it starts at boot, where that was asked for',
    status: 'Properties of the unit, before the task, as systemd has them',
  },
  facts: (given) => ({ unit: unitFact(given.name) }),
  plan: (given, { unit }) =>
    planService({ ...given, daemon_reload: false, daemon_reexec: false, no_block: false, force: false }, unit),
})
