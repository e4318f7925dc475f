import type { Vars } from '../../model/vars.ts'
import type { Sections } from '../module-utils/sections.ts'

interface Address {
  readonly device: string
  readonly family: 'inet' | 'inet6'
  readonly address: string
  readonly prefix: string
  readonly scope: string
  readonly broadcast: string
}

/** From `ip -o addr`, `ip -o link` and the route to the outside; without `ip`, only the names of the interfaces. */
export function networkFacts(sections: Sections): Vars {
  const addresses = sections.lines('addresses').flatMap(parseAddress)
  const outside = addresses.filter(({ device }) => device !== 'lo')
  const of = (family: Address['family']) => outside.filter((each) => each.family === family).map((each) => each.address)
  return {
    interfaces: sections.lines('interfaces'),
    all_ipv4_addresses: of('inet'),
    all_ipv6_addresses: of('inet6'),
    default_ipv4: defaultFacts('inet', sections.lines('route4')[0], addresses, sections.lines('links')),
    default_ipv6: defaultFacts('inet6', sections.lines('route6')[0], addresses, sections.lines('links')),
  }
}

function parseAddress(line: string): readonly Address[] {
  const match = /^\d+:\s+(\S+)\s+(inet6?)\s+([^/\s]+)(?:\/(\d+))?(.*)$/.exec(line)
  if (match === null) return []
  const [, device = '', family, address = '', prefix = '', rest = ''] = match
  return [
    {
      device,
      family: family === 'inet6' ? 'inet6' : 'inet',
      address,
      prefix,
      scope: /scope (\S+)/.exec(rest)?.[1] ?? '',
      broadcast: /brd (\S+)/.exec(rest)?.[1] ?? '',
    },
  ]
}

function defaultFacts(
  family: Address['family'],
  route: string | undefined,
  addresses: readonly Address[],
  links: readonly string[],
): Vars {
  const device = /dev (\S+)/.exec(route ?? '')?.[1]
  const source = /src (\S+)/.exec(route ?? '')?.[1]
  if (device === undefined || source === undefined) return {}
  const found = addresses.find((each) => each.family === family && each.address === source)
  const link = links.find((line) => line.replace(/^\d+: /, '').split(/[@:]/)[0] === device) ?? ''
  const common = {
    interface: device,
    address: source,
    gateway: /via (\S+)/.exec(route ?? '')?.[1] ?? '',
    macaddress: /link\/\w+ ([0-9a-f:]{17})/.exec(link)?.[1] ?? '',
    mtu: Number(/mtu (\d+)/.exec(link)?.[1] ?? 0),
    prefix: found?.prefix ?? '',
    type: 'ether',
  }
  if (family === 'inet6') return { ...common, scope: found?.scope ?? '' }
  const mask = maskOf(Number(found?.prefix ?? 32))
  return {
    ...common,
    alias: device,
    broadcast: found?.broadcast ?? '',
    netmask: dotted(mask),
    network: dotted(numberOf(source) & mask),
  }
}

function maskOf(prefix: number): number {
  return prefix === 0 ? 0 : ~0 << (32 - prefix)
}

function numberOf(address: string): number {
  return address.split('.').reduce((sum, part) => (sum << 8) | Number(part), 0)
}

function dotted(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.')
}
