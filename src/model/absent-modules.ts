/** Modules that ansible-core 2.14 has and Longshore has not. */
const ABSENT_MODULES: ReadonlySet<string> = new Set([
  ...['apt', 'apt_key', 'apt_repository', 'cron', 'debconf', 'dnf', 'dpkg_selections', 'expect', 'git'],
  ...['group', 'hostname', 'iptables', 'known_hosts', 'package', 'package_facts', 'pip', 'rpm_key', 'subversion'],
  ...['sysvinit', 'user', 'yum', 'yum_repository'],
])

/** Whether the name, without its collection, is one of a module that only ansible-core has. */
export function isAbsentModule(name: string): boolean {
  return ABSENT_MODULES.has(name)
}
