import type { Vars } from '../../../model/vars.ts'
import type { Collector } from './collector.ts'

/** By what the firmware says of itself (a start of the field): the type, and the names of its technology. */
const FIRMWARE: readonly (readonly [field: string, start: string, type: string])[] = [
  ['product_name', 'KVM', 'kvm'],
  ['product_name', 'Bochs', 'kvm'],
  ['product_name', 'AHV', 'kvm'],
  ['product_name', 'RHEV Hypervisor', 'RHEV'],
  ['product_name', 'VMware', 'VMware'],
  ['product_name', 'OpenStack', 'openstack'],
  ['product_name', 'VirtualBox', 'virtualbox'],
  ['bios_vendor', 'Xen', 'xen'],
  ['bios_vendor', 'innotek GmbH', 'virtualbox'],
  ['bios_vendor', 'Amazon EC2', 'kvm'],
  ['sys_vendor', 'KubeVirt', 'KubeVirt'],
  ['sys_vendor', 'Microsoft Corporation', 'VirtualPC'],
  ['sys_vendor', 'Parallels', 'parallels'],
  ['sys_vendor', 'OpenStack Foundation', 'openstack'],
  ['sys_vendor', 'Amazon EC2', 'kvm'],
  ['sys_vendor', 'QEMU', 'kvm'],
  ['sys_vendor', 'oVirt', 'kvm'],
  ['sys_vendor', 'Google', 'kvm'],
]

interface Found {
  readonly type: string
  readonly technologies: readonly string[]
}

/** A container says so in files of its own, a virtual machine in its firmware; a host has the hypervisor's modules. */
export const virtual: Collector = {
  script: `
section virtual
for mark in .dockerenv .dockerinit run/.containerenv; do [ -e "/$mark" ] && printf 'file\\t%s\\n' "$mark"; done
tr '\\000' '\\n' </proc/1/environ | grep '^container=' | sed 's/=/\t/'
grep -Eq '/docker(/|-[0-9a-f]+\\.scope)' /proc/1/cgroup && printf 'file\\t.dockerenv\\n'
grep -Eq '/(lxc|lxc.payload)[/.]' /proc/1/cgroup && printf 'container\\tlxc\\n'
for field in product_name bios_vendor sys_vendor; do value "$field" "/sys/class/dmi/id/$field"; done
grep -Eqm1 'model name.*QEMU' /proc/cpuinfo && printf 'sys_vendor\\tQEMU\\n'
[ -d /sys/hypervisor ] && value hypervisor /sys/hypervisor/type
for module in kvm vboxdrv; do grep -q "^$module " /proc/modules && printf 'module\\t%s\\n' "$module"; done
`,
  parse: (sections) => {
    const pairs = sections.lines('virtual').map((line) => line.split('\t'))
    const values = (key: string) => pairs.filter(([name]) => name === key).map(([, value = '']) => value.trim())
    const guests = [...containers(values), ...machines(values)]
    const hosts = values('module').map((module) => (module === 'vboxdrv' ? 'virtualbox' : module))
    return virtualFacts(guests, [...new Set(hosts)])
  },
}

function containers(values: (key: string) => readonly string[]): readonly Found[] {
  const [named = ''] = values('container')
  const files = values('file')
  if (files.some((file) => file.startsWith('.docker')))
    return [{ type: 'docker', technologies: ['docker', 'container'] }]
  if (files.includes('run/.containerenv') || named === 'podman' || named === 'oci')
    return [{ type: 'podman', technologies: ['podman', 'container'] }]
  if (named === 'lxc') return [{ type: 'lxc', technologies: ['lxc', 'container'] }]
  return named === '' ? [] : [{ type: 'container', technologies: ['container'] }]
}

function machines(values: (key: string) => readonly string[]): readonly Found[] {
  const types = FIRMWARE.filter(([field, start]) => values(field).some((value) => value.startsWith(start)))
  const hypervisors = values('hypervisor').filter((type) => type === 'xen')
  return [...types.map(([, , type]) => type), ...hypervisors].map((type) => ({ type, technologies: [type] }))
}

function virtualFacts(guests: readonly Found[], hosts: readonly string[]): Vars {
  const [guest] = guests
  const role = guest !== undefined ? 'guest' : hosts.length > 0 ? 'host' : 'NA'
  return {
    virtualization_type: guest?.type ?? hosts[0] ?? 'NA',
    virtualization_role: role,
    virtualization_tech_guest: [...new Set(guests.flatMap(({ technologies }) => technologies))],
    virtualization_tech_host: hosts,
  }
}
