import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { debianMirror } from '../lab/root-fs/mirror.ts'
import { runOrThrow } from '../lab/run.ts'

const CACHE = '/var/cache/longshore-bench'
const SUITE = 'bookworm'
const PACKAGES = ['openssh-server', 'python3']

/** `dockerd --validate` of the own module is the JSON check that site.yml does by its validator. */
const CUSTOMIZE = `set -eu
rm -f "$1"/etc/ssh/ssh_host_*
mkdir -p "$1/run/sshd" "$1/srv/hosts" "$1/var/lib/longshore"
: > "$1/etc/machine-id"
cat > "$1/usr/local/bin/dockerd" <<'EOT'
#!/bin/sh
[ "$1" = --version ] && { echo 'Docker version 27.5.1, build 0000000'; exit; }
exec python3 -m json.tool "$3" >/dev/null
EOT
chmod 755 "$1/usr/local/bin/dockerd"
`

const TIMEOUT_MS = 10 * 60_000

/** The root file system that plays the hosts; built once by mmdebstrap and kept below /var/cache. */
export async function rootFs(): Promise<string> {
  const recipe = createHash('sha256')
    .update([SUITE, ...PACKAGES, CUSTOMIZE].join('\0'))
    .digest('hex')
  const root = `${CACHE}/${SUITE}-${recipe.slice(0, 12)}`
  if (existsSync(root)) return root
  const building = `${root}.building`
  await mkdir(CACHE, { recursive: true, mode: 0o755 })
  await rm(building, { recursive: true, force: true })
  const argv = ['mmdebstrap', '--mode=root', '--variant=minbase', '--format=directory']
  const options = [
    `--include=${PACKAGES.join(',')}`,
    '--aptopt=Acquire::Languages "none"',
    '--dpkgopt=force-unsafe-io',
    '--dpkgopt=path-exclude=/usr/share/doc/*',
    `--customize-hook=${CUSTOMIZE}`,
  ]
  await runOrThrow([...argv, ...options, SUITE, building, `deb ${await debianMirror()} ${SUITE} main`], {
    timeoutMs: TIMEOUT_MS,
  })
  await rename(building, root)
  return root
}
