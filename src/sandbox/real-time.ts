import { setTimeout as wait } from 'node:timers/promises'

import type { Clock } from '../ports/clock.ts'

/** The hosts' own clock: it must agree with `date` on them, since `--since` is compared with it. */
export const realTime: Clock = {
  now: () => new Date(),
  sleep: async (ms, signal) => {
    await wait(ms, undefined, { ...(signal === undefined ? {} : { signal }), ref: false }).catch(() => undefined)
  },
}
