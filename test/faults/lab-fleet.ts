import type { HostName } from '../lab/generations.ts'
import type { Lab } from '../lab/lab.ts'
import type { Fleet } from './combination.ts'
import { DAEMON_JSON, daemonJson } from './fleet.ts'
import { openLabHost } from './host/lab-fault-host.ts'
import { openSandboxHost } from './host/sandbox-fault-host.ts'
import { makeWhole } from './host/state.ts'
import { LAB_PACE } from './pace.ts'

/** Of the generation of each host, so that they are of one kind. */
const DOCKER = { g1: '20.10.24', g2: '26.1.5', g3: '28.5.2' } as const satisfies Record<HostName, string>

/**
 * A booted host of the lab between two of the sandbox, one a stage: each host of the lab is struck in a rollout of its
 * own, so that three go on at once, and has to see the stage before it put back and the stage after it spared.
 */
export async function openLabFleet(
  lab: Lab,
  name: HostName,
): Promise<Fleet & { readonly close: () => Promise<unknown> }> {
  await lab.reset(name)
  const target = await openLabHost(lab, name)
  const companions = await Promise.all(
    ['first', 'last'].map((place) =>
      openSandboxHost({
        name: `${place}-${name}`,
        docker: DOCKER[name],
        files: { [DAEMON_JSON]: daemonJson('mirror-1') },
      }),
    ),
  )
  const hosts = [...companions.slice(0, 1), target, ...companions.slice(1)]
  await Promise.all(hosts.map((host) => makeWhole(host, 'mirror-1')))
  return {
    hosts,
    target,
    side: 'mirror-1',
    pace: LAB_PACE,
    close: () => Promise.all(hosts.map((host) => host.close())),
  }
}
