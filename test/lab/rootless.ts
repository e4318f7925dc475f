import { installExtra } from './extra-packages.ts'
import type { HostName } from './generations.ts'
import type { Lab } from './lab.ts'

const PACKAGES = ['dbus-user-session', 'libpam-systemd', 'rootlesskit', 'slirp4netns', 'uidmap'] as const
const SETUP_MS = 180_000

/** vfs, since a lab host's disk is an overlay, and overlays do not nest. */
export const ROOTLESS_CONFIG = '{\n    "storage-driver": "vfs"\n}\n'

/** A rootless dockerd of `ops`, set up by Docker's own tool, until the host's next reset. */
export async function installRootless(lab: Lab, name: HostName): Promise<void> {
  await installExtra(name, PACKAGES)
  const set = await lab.inHost(name, SETUP, { input: ROOTLESS_CONFIG, timeoutMs: SETUP_MS })
  if (set.exitCode !== 0) throw new Error(`${name}: ${set.stdout}${set.stderr}`)
}

/** Words of `ops` in the session of its own systemd. */
export function asOps(...argv: readonly string[]): readonly string[] {
  const environment = [
    'HOME=/home/ops',
    'XDG_RUNTIME_DIR=/run/user/1001',
    'DOCKER_HOST=unix:///run/user/1001/docker.sock',
  ]
  return ['runuser', '-u', 'ops', '--', 'env', ...environment, ...argv]
}

const SETUP = `
grep -q '^ops:' /etc/subuid || usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ops
mkdir -p /dev/net
[ -e /dev/net/tun ] || mknod /dev/net/tun c 10 200
chmod 666 /dev/net/tun
# The tool looks for docker beside itself.
ln -sf /usr/bin/docker /usr/share/docker.io/contrib/docker
mkdir -p /home/ops/.config/docker
cat > /home/ops/.config/docker/daemon.json
chown -R ops:ops /home/ops/.config
# loginctl asks who calls, and nobody is logged in here.
mkdir -p /var/lib/systemd/linger
touch /var/lib/systemd/linger/ops
systemctl restart systemd-logind.service
systemctl start user@1001.service
for _ in $(seq 300); do [ -S /run/user/1001/bus ] && break; sleep 0.1; done
${asOps('PATH=/usr/share/docker.io/contrib:/usr/sbin:/usr/bin:/sbin:/bin', 'dockerd-rootless-setuptool.sh', 'install', '--force', '--skip-iptables').join(' ')}
${asOps('docker', 'version').join(' ')}
`
