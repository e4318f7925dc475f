import * as z from 'zod'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { argsObject, boolArg, textArg } from '../arg-types.ts'
import { defineModule } from '../define-module.ts'
import { scopeUnsupported } from './errors.ts'
import { planService } from './plan.ts'
import { unitFact, type Unit } from './unit-fact.ts'

const args = argsObject(() => ({
  name: textArg().optional().describe('The unit'),
  state: z
    .enum(['started', 'stopped', 'restarted', 'reloaded'], {
      error: 'expected started, stopped, restarted or reloaded',
    })
    .optional()
    .describe('What the unit has to be'),
  enabled: boolArg().optional().describe('Whether it starts at boot'),
  masked: boolArg().optional().describe('Whether it cannot be started at all'),
  daemon_reload: boolArg().default(false).describe('Let systemd read its unit files first'),
  daemon_reexec: boolArg().default(false).describe('Let systemd execute itself first'),
  scope: textArg().default('system').describe('Only system is supported'),
  no_block: boolArg().default(false).describe('Do not wait until the unit has started or stopped'),
  force: boolArg().default(false).describe('Replace links that conflict when enabling'),
}))

const definition = {
  summary: 'Start, stop, restart, enable or mask a systemd unit',
  args,
  returns: {
    name: 'The unit',
    state: 'What it is now: started or stopped',
    enabled: 'Whether it starts at boot, where that was asked for',
    status: 'Properties of the unit, before the task, as systemd has them',
  },
  aliases: { service: 'name', unit: 'name', 'daemon-reload': 'daemon_reload', 'daemon-reexec': 'daemon_reexec' },
  prepare,
  facts: (given: z.output<typeof args>) => ({ unit: unitFact(given.name ?? '') }),
  plan: (given: z.output<typeof args>, facts: { readonly unit: Unit }) => planService(given, facts.unit),
}

/** A unit of systemd. */
export const systemd = defineModule({ name: 'systemd', ...definition })

/** The same under its newer name. */
export const systemdService = defineModule({ name: 'systemd_service', ...definition })

function prepare(given: z.output<typeof args>): Promise<Result<z.output<typeof args>, LongshoreError>> {
  return Promise.resolve(given.scope === 'system' ? ok(given) : err(scopeUnsupported(given.scope)))
}
