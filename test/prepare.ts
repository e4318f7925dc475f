import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/**
 * What the tests need besides npm packages: real sshd, sudo, shells, and the peers that serve as oracles. As root on
 * Debian or Ubuntu it is installed; elsewhere the suites that miss something say so.
 */
const NEEDED: Readonly<Record<string, string>> = {
  'openssh-server': '/usr/sbin/sshd',
  'openssh-client': '/usr/bin/ssh-keygen',
  sudo: '/usr/bin/sudo',
  procps: '/usr/bin/pgrep',
  passwd: '/usr/sbin/useradd',
  'ansible-core': '/usr/bin/ansible-playbook',
  'python3-passlib': '/usr/lib/python3/dist-packages/passlib/__init__.py',
  busybox: '/bin/busybox',
  'util-linux': '/usr/bin/unshare',
}

const missing = Object.entries(NEEDED).flatMap(([name, path]) => (existsSync(path) ? [] : [name]))
if (missing.length > 0) install(missing)

function install(packages: readonly string[]): void {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
    console.warn(`Not installed, and this is not root on Debian or Ubuntu: ${packages.join(', ')}`)
    return
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['-q', 'update'], { stdio: 'inherit', env })
  execFileSync('apt-get', ['-q', 'install', '-y', '--no-install-recommends', ...packages], { stdio: 'inherit', env })
}
