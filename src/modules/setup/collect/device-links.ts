import type { Vars } from '../../../model/vars.ts'
import type { valuesOf } from './collector.ts'

interface OwnLinks {
  readonly ids: readonly string[]
  readonly uuids: readonly string[]
  readonly labels: readonly string[]
  readonly masters: readonly string[]
}

export interface DeviceLinks {
  readonly of: (device: string) => OwnLinks
  /** The same, by kind and then by device: only devices that have some. */
  readonly all: Vars
}

/** The names under /dev/disk, and the devices that are built on a device (its masters), each sorted. */
export function deviceLinks(
  lines: readonly string[],
  devices: ReadonlyMap<string, ReturnType<typeof valuesOf>>,
): DeviceLinks {
  const named = (kind: string) =>
    lines.flatMap((line) => {
      const [name = '', device = ''] = line.split('\t')
      return name.startsWith(`${kind}/`) ? [[device, unescaped(name.slice(kind.length + 1))] as const] : []
    })
  const built = [...devices].flatMap(([master, of]) => of('slave').map((device) => [device, master] as const))
  const kinds = {
    ids: byDevice(named('id')),
    uuids: byDevice(named('uuid')),
    labels: byDevice(named('label')),
    masters: byDevice(built),
  }
  return {
    of: (device) => ({
      ids: kinds.ids[device] ?? [],
      uuids: kinds.uuids[device] ?? [],
      labels: kinds.labels[device] ?? [],
      masters: kinds.masters[device] ?? [],
    }),
    all: kinds,
  }
}

function byDevice(pairs: readonly (readonly [string, string])[]): Readonly<Record<string, readonly string[]>> {
  const grouped = Map.groupBy(pairs, ([device]) => device)
  return Object.fromEntries([...grouped].map(([device, found]) => [device, found.map(([, name]) => name).sort()]))
}

/** udev writes what a file name cannot hold as `\xNN`. */
function unescaped(name: string): string {
  return name.replaceAll(/\\x([\da-f]{2})/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}
