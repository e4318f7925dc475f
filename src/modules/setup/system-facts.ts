import type { Vars } from '../../model/vars.ts'
import { assignments, type Sections } from '../module-utils/sections.ts'

/** Names as Ansible gives them, by the ID of os-release: distribution and family. */
const DISTRIBUTIONS: Readonly<Record<string, readonly [string, string]>> = {
  debian: ['Debian', 'Debian'],
  ubuntu: ['Ubuntu', 'Debian'],
  raspbian: ['Raspbian', 'Debian'],
  linuxmint: ['Linux Mint', 'Debian'],
  rhel: ['RedHat', 'RedHat'],
  centos: ['CentOS', 'RedHat'],
  rocky: ['Rocky', 'RedHat'],
  almalinux: ['AlmaLinux', 'RedHat'],
  fedora: ['Fedora', 'RedHat'],
  ol: ['OracleLinux', 'RedHat'],
  amzn: ['Amazon', 'RedHat'],
  alpine: ['Alpine', 'Alpine'],
  arch: ['Archlinux', 'Archlinux'],
  sles: ['SLES', 'Suse'],
  'opensuse-leap': ['openSUSE Leap', 'Suse'],
}

export function systemFacts(sections: Sections): Vars {
  const [system = '', kernel = '', kernelVersion = '', machine = '', nodename = ''] = sections.lines('uname')
  const fqdn = sections.lines('fqdn')[0] ?? nodename
  const [comm = '', booted] = sections.lines('init')
  return {
    hostname: nodename.split('.')[0] ?? '',
    nodename,
    fqdn,
    domain: fqdn.split('.').slice(1).join('.'),
    system,
    kernel,
    kernel_version: kernelVersion,
    machine,
    architecture: /^i\d86$/.test(machine) ? 'i386' : machine,
    ...distributionFacts(sections),
    service_mgr: booted === 'booted' || comm === 'systemd' ? 'systemd' : comm,
    pkg_mgr: sections.lines('packages')[0] ?? 'unknown',
    ...virtualizationFacts(sections.lines('virtualization')[0] ?? 'none'),
    selinux: selinuxFacts(sections.lines('selinux')[0] ?? 'absent'),
    uptime_seconds: Math.floor(Number(sections.lines('uptime')[0]?.split(' ')[0] ?? 0)),
    ...(sections.lines('python')[0] === undefined ? {} : { python_version: sections.lines('python')[0] }),
  }
}

/** Debian's point release is in /etc/debian_version alone. */
function distributionFacts(sections: Sections): Vars {
  const release = assignments(sections.lines('os_release'))
  const id = release.get('ID') ?? ''
  const [distribution, family] = DISTRIBUTIONS[id] ?? [
    release.get('NAME') ?? 'NA',
    id === '' ? 'Linux' : (release.get('NAME') ?? id),
  ]
  const point = sections.lines('debian_version')[0] ?? ''
  const version = id === 'debian' && /^\d/.test(point) ? point : (release.get('VERSION_ID') ?? 'NA')
  const codename = release.get('VERSION_CODENAME') ?? /\(([^)]+)\)/.exec(release.get('VERSION') ?? '')?.[1] ?? 'NA'
  return {
    distribution,
    distribution_version: version,
    distribution_major_version: version.split('.')[0] ?? 'NA',
    distribution_release: codename,
    os_family: family,
  }
}

function virtualizationFacts(detected: string): Vars {
  if (detected === 'none') return { virtualization_type: 'NA', virtualization_role: 'NA' }
  return { virtualization_type: detected === 'systemd-nspawn' ? 'container' : detected, virtualization_role: 'guest' }
}

function selinuxFacts(enforce: string): Vars {
  if (enforce === 'absent' || enforce === 'Disabled') return { status: 'disabled' }
  return { status: 'enabled', mode: enforce.toLowerCase() }
}
