import type { Vars } from '../../../model/vars.ts'
import { assignments } from '../../module-utils/sections.ts'
import type { Collector } from './collector.ts'

/** Names as Ansible gives them, by the ID of os-release: distribution and family. */
const DISTRIBUTIONS: Readonly<Record<string, readonly [string, string]>> = {
  debian: ['Debian', 'Debian'],
  ubuntu: ['Ubuntu', 'Debian'],
  raspbian: ['Raspbian', 'Debian'],
  linuxmint: ['Linux Mint', 'Debian'],
  kali: ['Kali', 'Debian'],
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
  'opensuse-tumbleweed': ['openSUSE Tumbleweed', 'Suse'],
}

/** By family: the file that Ansible reads, and what it calls its way to read it. */
const FILES: Readonly<Record<string, readonly [string, string]>> = {
  Debian: ['/etc/os-release', 'Debian'],
  RedHat: ['/etc/redhat-release', 'RedHat'],
  Alpine: ['/etc/alpine-release', 'Alpine'],
  Archlinux: ['/etc/arch-release', 'Archlinux'],
  Suse: ['/etc/os-release', 'SUSE'],
}

/** Debian's point release is in /etc/debian_version alone. */
export const distribution: Collector = {
  script: `
section os_release; lines_of /etc/os-release || lines_of /usr/lib/os-release
show debian_version /etc/debian_version
`,
  parse: (sections) => {
    const release = assignments(sections.lines('os_release'))
    const id = release.get('ID') ?? ''
    const [name, family] = DISTRIBUTIONS[id] ?? [
      release.get('NAME') ?? 'NA',
      id === '' ? 'Linux' : (release.get('NAME') ?? id),
    ]
    const point = sections.lines('debian_version')[0] ?? ''
    const isPoint = id === 'debian' && /^\d/.test(point)
    const version = isPoint ? point : (release.get('VERSION_ID') ?? 'NA')
    const codename = release.get('VERSION_CODENAME') ?? /\(([^)]+)\)/.exec(release.get('VERSION') ?? '')?.[1] ?? 'NA'
    return {
      distribution: name,
      distribution_version: version,
      distribution_major_version: version.split('.')[0] ?? 'NA',
      ...(isPoint ? { distribution_minor_version: version.split('.')[1] ?? '' } : {}),
      distribution_release: codename,
      ...fileFacts(family),
      os_family: family,
    }
  },
}

function fileFacts(family: string): Vars {
  const [path, variety] = FILES[family] ?? []
  if (path === undefined) return {}
  return {
    distribution_file_parsed: true,
    distribution_file_path: path,
    distribution_file_variety: variety,
  }
}
