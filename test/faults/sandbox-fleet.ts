import type { Fleet } from './combination.ts'
import { DAEMON_JSON, daemonJson } from './fleet.ts'
import { openSandboxHost } from './host/sandbox-fault-host.ts'
import { makeWhole } from './host/state.ts'
import { SANDBOX_PACE } from './pace.ts'

/** Three sandbox hosts, one a stage. The second is struck. */
export async function openSandboxFleet(): Promise<Fleet & { readonly close: () => Promise<unknown> }> {
  const hosts = await Promise.all(
    ['s1', 's2', 's3'].map((name) =>
      openSandboxHost({ name, docker: '26.1.5', files: { [DAEMON_JSON]: daemonJson('mirror-1') } }),
    ),
  )
  const [, target] = hosts
  if (target === undefined) throw new Error('a fleet has three hosts')
  await Promise.all(hosts.map((host) => makeWhole(host, 'mirror-1')))
  return {
    hosts,
    target,
    side: 'mirror-1',
    pace: SANDBOX_PACE,
    close: () => Promise.all(hosts.map((host) => host.close())),
  }
}
