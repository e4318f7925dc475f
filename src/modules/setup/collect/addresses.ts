import type { Vars } from '../../../model/vars.ts'

export interface Address {
  readonly device: string
  /** The interface that Ansible counts it to: `eth0:1` where it has such a label. */
  readonly label: string
  readonly family: 'inet' | 'inet6'
  readonly address: string
  readonly isSecondary: boolean
  /** In Ansible's form for the family. */
  readonly facts: Vars
}

/** The lines of `ip -o addr show`. */
export function parseAddresses(lines: readonly string[]): readonly Address[] {
  return lines.flatMap((line): readonly Address[] => {
    const match = /^\d+:\s+(\S+)\s+(inet6?)\s+([^/\s]+)(?: peer [^/\s]+)?(?:\/(\d+))?(.*)$/.exec(line)
    if (match === null) return []
    const [, device = '', family, address = '', prefix, rest = ''] = match
    if (family === 'inet6') {
      const scope = / scope (\S+)/.exec(rest)?.[1] ?? ''
      const facts = { address, prefix: prefix ?? '128', scope }
      return [{ device, label: device, family, address, isSecondary: false, facts }]
    }
    const label = / (\S+)\\/.exec(rest)?.[1] ?? device
    const facts = ipv4Facts(address, prefix ?? '32', / brd (\S+)/.exec(rest)?.[1] ?? '')
    return [{ device, label, family: 'inet', address, isSecondary: / secondary /.test(rest), facts }]
  })
}

function ipv4Facts(address: string, prefix: string, broadcast: string): Vars {
  const mask = prefix === '0' ? 0 : ~0 << (32 - Number(prefix))
  return { address, broadcast, netmask: dotted(mask), network: dotted(numberOf(address) & mask), prefix }
}

/**
 * The addresses of one interface: the first of IPv4 by itself, the others and IPv6 in lists. A secondary address with
 * a label of its own is counted to its label and to its device.
 */
export function addressFacts(name: string, addresses: readonly Address[]): Vars {
  const ipv4 = addresses.filter(({ family, label }) => family === 'inet' && label === name)
  const first = ipv4.find(({ isSecondary }) => !isSecondary)
  const elsewhere = addresses.filter((each) => each.isSecondary && each.device === name && each.label !== name)
  const others = [...ipv4.filter((each) => each !== first), ...elsewhere]
  const ipv6 = addresses.filter(({ family, device }) => family === 'inet6' && device === name)
  return {
    ...(first === undefined ? {} : { ipv4: first.facts }),
    ...(others.length === 0 ? {} : { ipv4_secondaries: others.map(({ facts }) => facts) }),
    ...(ipv6.length === 0 ? {} : { ipv6: ipv6.map(({ facts }) => facts) }),
  }
}

function numberOf(address: string): number {
  return address.split('.').reduce((sum, part) => (sum << 8) | Number(part), 0)
}

function dotted(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.')
}
