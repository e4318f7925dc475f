import * as z from 'zod'
import { argsObject, intArg, pathArg, textArg, textListArg } from '../arg-types.ts'
import { defineModule } from '../define-module.ts'
import { planWait } from './plan.ts'

const args = argsObject(() => ({
  host: textArg().default('127.0.0.1').describe('The address to connect to, from the host'),
  port: intArg().optional().describe('The TCP port'),
  path: pathArg().optional().describe('A path of the host, instead of a port'),
  search_regex: textArg()
    .optional()
    .describe('What the file has to hold, or what the port has to say: a regular expression of grep -P'),
  state: z.enum(['absent', 'drained', 'present', 'started', 'stopped']).default('started').describe('What to wait for'),
  timeout: intArg().default(300).describe('Seconds until it is an error'),
  delay: intArg().default(0).describe('Seconds before the first look'),
  sleep: intArg().default(1).describe('Seconds between two looks'),
  connect_timeout: intArg().default(5).describe('Seconds for one attempt to connect'),
  msg: textArg().optional().describe('What to say when the time is over'),
  exclude_hosts: textListArg().optional().describe('drained: remote addresses that do not count'),
  active_connection_states: textListArg()
    .default(['ESTABLISHED', 'FIN_WAIT1', 'FIN_WAIT2', 'SYN_RECV', 'SYN_SENT', 'TIME_WAIT'])
    .describe('drained: TCP states that count'),
}))

export type WaitArgs = z.output<typeof args>

/** Waits on the host itself, in one round trip, for a port, a path or a time. */
export const waitFor = defineModule({
  name: 'wait_for',
  summary: 'Wait until a port or a path of the host is as asked for',
  args,
  returns: {
    elapsed: 'Seconds that it waited',
    port: 'The port that was asked for',
    path: 'The path that was asked for',
    state: 'The state that was asked for',
    search_regex: 'The expression that was asked for',
    match_groups: 'Groups of the match',
    match_groupdict: 'Named groups of the match',
  },
  facts: () => ({}),
  plan: (given, _facts, { checkMode }) => planWait(given, checkMode),
})
