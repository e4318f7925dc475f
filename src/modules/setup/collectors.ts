import { cmdline, loadAverage, packageManager, serviceManager } from './collect/boot.ts'
import type { Collector } from './collect/collector.ts'
import { dateTime } from './collect/date-time.ts'
import { distribution } from './collect/distribution.ts'
import { dns } from './collect/dns.ts'
import { env } from './collect/env.ts'
import { hardware } from './collect/hardware.ts'
import { local } from './collect/local.ts'
import { lsb } from './collect/lsb.ts'
import { network } from './collect/network.ts'
import { platform } from './collect/platform.ts'
import { python } from './collect/python.ts'
import { apparmor, caps, chroot, fips, selinux } from './collect/security.ts'
import { sshKeys } from './collect/ssh-keys.ts'
import { fibreChannel, iscsi, nvme } from './collect/storage-names.ts'
import { user } from './collect/user.ts'
import { virtual } from './collect/virtual.ts'

/** By the name of the subset that `gather_subset` asks for. */
const COLLECTORS: Readonly<Record<string, Collector>> = {
  platform,
  distribution,
  lsb,
  user,
  env,
  date_time: dateTime,
  python,
  selinux,
  apparmor,
  fips,
  caps,
  chroot,
  cmdline,
  dns,
  ssh_pub_keys: sshKeys,
  service_mgr: serviceManager,
  pkg_mgr: packageManager,
  loadavg: loadAverage,
  virtual,
  network,
  hardware,
  nvme,
  iscsi,
  fibre_channel_wwn: fibreChannel,
  local,
}

/** The collectors of these subsets. */
export function collectorsOf(subsets: ReadonlySet<string>): readonly Collector[] {
  return Object.entries(COLLECTORS).flatMap(([name, collector]) => (subsets.has(name) ? [collector] : []))
}
