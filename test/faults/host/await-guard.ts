import { setTimeout as wait } from 'node:timers/promises'
import type { FaultHost } from './fault-host.ts'

const GUARD = '/var/lib/longshore/guard'

/** Says in a word how the guard stands: `none`, `over`, `waits`, or `gone` where nothing waits any more that could fire. */
const HOW_IT_STANDS = `
[ -e ${GUARD} ] || { echo none; exit 0; }
[ -e ${GUARD}/fired ] && { echo over; exit 0; }
[ -e /etc/systemd/system/longshore-guard.timer ] && { echo waits; exit 0; }
grep -l -s '${GUARD}/[p]rogram' /proc/[0-9]*/cmdline >/dev/null && { echo waits; exit 0; }
echo gone`

/** Waits for the guard of a host that nobody talks to. True where it has fired. */
export async function guardIsOver(host: FaultHost, guardSeconds: number): Promise<boolean> {
  for (let left = guardSeconds * 5; left > 0; left--) {
    const state = (await host.sh(HOW_IT_STANDS)).trim()
    if (state !== 'waits') return state === 'over'
    await wait(1000)
  }
  throw new Error(`the guard of ${host.name} does not fire`)
}
