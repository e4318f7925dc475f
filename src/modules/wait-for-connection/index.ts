import { argsObject, numberArg } from '../arg-types.ts'
import { defineModule } from '../define-module.ts'

const args = argsObject(() => ({
  connect_timeout: numberArg().default(5).describe('Seconds for one attempt'),
  delay: numberArg().default(0).describe('Seconds before the first attempt'),
  sleep: numberArg().default(1).describe('Seconds between two attempts'),
  timeout: numberArg().default(600).describe('Seconds until it is an error'),
}))

/** Waits until the host can be reached and runs commands. */
export const waitForConnection = defineModule({
  name: 'wait_for_connection',
  isAction: true,
  summary: 'Wait until the host can be reached',
  foreground: true,
  args,
  returns: { elapsed: 'Seconds that it waited' },
  facts: () => ({}),
  plan: () => ({ kind: 'in-desired-state' }),
  lineWork: (given) => ({
    kind: 'wait',
    wait: {
      delayMs: given.delay * 1000,
      timeoutMs: given.timeout * 1000,
      sleepMs: given.sleep * 1000,
      connectTimeoutMs: given.connect_timeout * 1000,
    },
  }),
})
