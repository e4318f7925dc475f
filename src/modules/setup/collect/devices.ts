import type { Vars } from '../../../model/vars.ts'
import type { Sections } from '../../module-utils/sections.ts'
import { valuesOf, type Collector } from './collector.ts'
import { deviceLinks, type DeviceLinks } from './device-links.ts'
import { humanSize } from './human-size.ts'

const KEYS = [
  ...['device/vendor', 'device/model', 'device/sas_address', 'device/sas_device_handle', 'removable', 'size'],
  ...['queue/discard_granularity', 'queue/rotational', 'queue/scheduler', 'queue/logical_block_size'],
]

type Values = ReturnType<typeof valuesOf>

/** Block devices and their partitions, by /sys/block. */
export const devices: Collector = {
  script: `
for folder in /sys/block/*; do
  [ -e "$folder" ] || continue
  section "block:\${folder##*/}"
  printf 'path\\t%s\\n' "$(readlink -f "$folder")"
  for key in ${KEYS.join(' ')}; do value "$key" "$folder/$key"; done
  for held in "$folder"/holders/*; do [ -e "$held" ] && { value holder "$held/dm/name" || printf 'holder\\t%s\\n' "\${held##*/}"; }; done
  for slave in "$folder"/slaves/*; do [ -e "$slave" ] && printf 'slave\\t%s\\n' "\${slave##*/}"; done
  for part in "$folder/\${folder##*/}"*; do
    [ -e "$part/start" ] || continue
    printf 'partition\\t%s\\n' "\${part##*/}"
    for key in start size; do value "\${part##*/}/$key" "$part/$key"; done
    for held in "$part"/holders/*; do [ -e "$held" ] && { value "\${part##*/}/holder" "$held/dm/name" || printf '%s\\t%s\\n' "\${part##*/}/holder" "\${held##*/}"; }; done
  done
done
section disk_links
for kind in id uuid label; do
  for name in /dev/disk/by-$kind/*; do [ -e "$name" ] && link "$kind/\${name##*/}" "$name"; done
done
section pci; have lspci && within lspci -D
`,
  parse: (sections) => {
    const names = sections.names('block:').map((name) => name.slice('block:'.length))
    const values = new Map(names.map((name) => [name, valuesOf(sections.lines(`block:${name}`))]))
    const links = deviceLinks(sections.lines('disk_links'), values)
    return {
      devices: Object.fromEntries([...values].map(([name, of]) => [name, deviceFacts(name, of, links, sections)])),
      device_links: links.all,
    }
  },
}

function deviceFacts(name: string, of: Values, links: DeviceLinks, sections: Sections): Vars {
  const sectors = of('size')[0] ?? '0'
  const sectorsize = of('queue/logical_block_size')[0] ?? '512'
  const wwn = links.of(name).ids.find((id) => id.startsWith('wwn-'))
  return {
    virtual: 1,
    links: links.of(name),
    vendor: of('device/vendor')[0] ?? null,
    model: of('device/model')[0] ?? null,
    sas_address: of('device/sas_address')[0] ?? null,
    sas_device_handle: of('device/sas_device_handle')[0] ?? null,
    removable: of('removable')[0] ?? null,
    support_discard: of('queue/discard_granularity')[0] ?? null,
    ...(wwn === undefined ? {} : { wwn: wwn.slice('wwn-'.length) }),
    partitions: Object.fromEntries(
      of('partition').map((partition) => [partition, partitionFacts(partition, of, links, sectorsize)]),
    ),
    rotational: of('queue/rotational')[0] ?? null,
    scheduler_mode: /\[(.*)\]/.exec(of('queue/scheduler')[0] ?? '')?.[1] ?? '',
    sectors,
    sectorsize,
    size: humanSize(Number(sectors) * 512),
    host: pciHost(of('path')[0] ?? '', sections.lines('pci')),
    holders: of('holder'),
  }
}

function partitionFacts(name: string, of: Values, links: DeviceLinks, sectorsize: string): Vars {
  const sectors = of(`${name}/size`)[0] ?? '0'
  return {
    links: links.of(name),
    start: of(`${name}/start`)[0] ?? '0',
    sectors,
    sectorsize,
    size: humanSize(Number(sectors) * 512),
    uuid: links.of(name).uuids[0] ?? null,
    holders: of(`${name}/holder`),
  }
}

/** The controller of the device, in the words of `lspci`. */
function pciHost(path: string, lines: readonly string[]): string {
  const slot = [...path.matchAll(/\/([\da-f]{4}:[\da-f]{2}:[\da-f]{2}\.\d)(?=\/)/g)].at(-1)?.[1]
  const line = slot === undefined ? undefined : lines.find((each) => each.startsWith(`${slot} `))
  return line?.slice((slot?.length ?? 0) + 1) ?? ''
}
