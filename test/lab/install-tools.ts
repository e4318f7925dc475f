import { existsSync } from 'node:fs'
import { run, runOrThrow } from './run.ts'

const TOOLS = [
  { package: 'mmdebstrap', program: '/usr/bin/mmdebstrap' },
  { package: 'debian-archive-keyring', program: '/usr/share/keyrings/debian-archive-keyring.gpg' },
  { package: 'systemd-container', program: '/usr/bin/systemd-nspawn' },
  { package: 'iproute2', program: '/bin/ip' },
  { package: 'docker-registry', program: '/usr/bin/docker-registry' },
  { package: 'busybox-static', program: '/usr/share/doc/busybox-static' },
  { package: 'openssh-client', program: '/usr/bin/ssh-keygen' },
  { package: 'openssl', program: '/usr/bin/openssl' },
] as const

const INSTALL_TIMEOUT_MS = 10 * 60_000

export function missingTools(): readonly string[] {
  return TOOLS.filter((tool) => !existsSync(tool.program)).map((tool) => tool.package)
}

/** Installs what the lab runs on, without asking; touches nothing when all of it is there. */
export async function installTools(say: (line: string) => void): Promise<void> {
  const missing = missingTools()
  if (missing.length === 0) return

  say(`installing ${missing.join(', ')}`)
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' }, timeoutMs: INSTALL_TIMEOUT_MS }
  await runOrThrow(['apt-get', 'update'], options)
  await runOrThrow(['apt-get', 'install', '--yes', '--no-install-recommends', ...missing], options)
  if (missing.includes('docker-registry')) await stopPackagedRegistry()
}

/** Debian starts the registry it installs, on every address; the lab runs its own two. */
async function stopPackagedRegistry(): Promise<void> {
  if (existsSync('/run/systemd/system')) await run(['systemctl', 'disable', '--now', 'docker-registry.service'])
}
