import { existsSync, readFileSync, statfsSync } from 'node:fs'

export type LabAvailability = { readonly available: true } | { readonly available: false; readonly reason: string }

const OVERLAY_MAGIC = 0x794c7630
const CAP_NET_ADMIN = 12n
const CAP_SYS_ADMIN = 21n

/** Says whether the lab can run on this machine, without changing anything: missing packages do not count. */
export function labAvailability(): LabAvailability {
  const reason = REASONS.find((check) => check.applies())?.reason
  return reason === undefined ? { available: true } : { available: false, reason }
}

const REASONS = [
  { applies: () => process.platform !== 'linux', reason: 'the lab needs Linux' },
  { applies: () => !isDebianLike(), reason: 'the lab needs Debian or Ubuntu' },
  { applies: () => process.getuid?.() !== 0, reason: 'the lab needs root' },
  {
    applies: () => !hasCapability(CAP_SYS_ADMIN) || !hasCapability(CAP_NET_ADMIN),
    reason: 'the lab needs the right to mount and to configure networks, which this container does not give',
  },
  { applies: () => !existsSync('/usr/bin/apt-get'), reason: 'the lab needs apt-get to install systemd-nspawn' },
  {
    applies: () => !readFileSync('/proc/filesystems', 'utf8').includes('overlay') && !existsSync('/sbin/modprobe'),
    reason: 'the lab needs overlayfs, which this kernel does not have',
  },
  {
    applies: () => statfsSync('/var/lib').type === OVERLAY_MAGIC,
    reason: 'the lab needs /var/lib on a real file system: overlayfs does not nest',
  },
] as const

function isDebianLike(): boolean {
  if (!existsSync('/etc/os-release')) return false
  const release = readFileSync('/etc/os-release', 'utf8')
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release)
}

function hasCapability(bit: bigint): boolean {
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'
  return ((BigInt(`0x${effective}`) >> bit) & 1n) === 1n
}
