import type { Vars } from '../../../model/vars.ts'
import type { Sections } from '../../module-utils/sections.ts'
import { addressFacts, parseAddresses, type Address } from './addresses.ts'
import type { Collector } from './collector.ts'
import { linkFacts } from './links.ts'

const LINK_KEYS = [
  ...['address', 'mtu', 'operstate', 'type', 'flags', 'speed', 'bridge/bridge_id', 'bridge/stp_state'],
  ...['bonding/mode', 'bonding/miimon', 'bonding/lacp_rate', 'bonding/slaves', 'bonding/primary'],
  ...['bonding/all_slaves_active', 'bonding_slave/perm_hwaddr'],
]

/** Links come from /sys, addresses and the routes to the outside from `ip`; without `ip` there are no addresses. */
export const network: Collector = {
  script: `
for folder in /sys/class/net/*; do
  [ -d "$folder" ] || continue
  section "link:\${folder##*/}"
  for key in ${LINK_KEYS.join(' ')}; do value "$key" "$folder/$key"; done
  for port in "$folder"/brif/*; do [ -e "$port" ] && printf 'port\\t%s\\n' "\${port##*/}"; done
  link module "$folder/device/driver/module"
  link pciid "$folder/device"
done
section addresses; have ip && ip -o addr show
section route4; have ip && ip -4 route get 8.8.8.8
section route6; have ip && ip -6 route get 2404:6800:400a:800::1012
`,
  parse: (sections) => {
    const addresses = parseAddresses(sections.lines('addresses'))
    const links = new Map(
      sections
        .names('link:')
        .map((name) => [name.slice('link:'.length), linkFacts(name.slice(5), sections.lines(name))]),
    )
    const labels = addresses.map(({ label }) => label).filter((label) => !links.has(label))
    const names = [...links.keys(), ...new Set(labels)]
    return {
      interfaces: names.map(interfaceName),
      ...Object.fromEntries(
        names.map((name) => [factName(name), { ...links.get(name), ...addressFacts(name, addresses) }]),
      ),
      ...everyAddress(addresses),
      default_ipv4: defaultFacts('inet', sections, addresses, links),
      default_ipv6: defaultFacts('inet6', sections, addresses, links),
    }
  },
}

/** A label (`eth0:1`) counts as an interface, spelt without its colon. */
function interfaceName(label: string): string {
  return label.replaceAll(':', '_')
}

function factName(name: string): string {
  return interfaceName(name).replaceAll('-', '_')
}

/** All but those of the host to itself. */
function everyAddress(addresses: readonly Address[]): Vars {
  const of = (family: Address['family']) =>
    addresses.filter((each) => each.family === family).map((each) => each.address)
  return {
    all_ipv4_addresses: of('inet').filter((address) => !address.startsWith('127.')),
    all_ipv6_addresses: of('inet6').filter((address) => address !== '::1'),
  }
}

/** The link and the address that a packet to the outside would leave from; none where no route leads there. */
function defaultFacts(
  family: Address['family'],
  sections: Sections,
  addresses: readonly Address[],
  links: ReadonlyMap<string, Vars>,
): Vars {
  const [route = ''] = sections.lines(family === 'inet' ? 'route4' : 'route6')
  const device = / dev (\S+)/.exec(route)?.[1]
  const source = / src (\S+)/.exec(route)?.[1]
  if (device === undefined || source === undefined) return {}
  const gateway = / via (?:inet6? )?(\S+)/.exec(route)?.[1]
  const found = addresses.find((each) => each.family === family && each.address === source)
  const link = links.get(device) ?? {}
  const shared = {
    interface: device,
    address: source,
    ...(gateway === undefined ? {} : { gateway }),
  }
  if (found === undefined) return shared
  return {
    ...shared,
    ...(family === 'inet' ? { alias: found.label } : {}),
    ...found.facts,
    macaddress: link['macaddress'],
    mtu: link['mtu'],
    type: link['type'] ?? 'unknown',
  }
}
