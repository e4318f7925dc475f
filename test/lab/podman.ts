import { installExtra } from './extra-packages.ts'
import type { HostName } from './generations.ts'
import type { Lab } from './lab.ts'

/** vfs, since a lab host's disk is an overlay, and overlays do not nest. */
const STORAGE =
  '[storage]\ndriver = "vfs"\nrunroot = "/run/containers/storage"\ngraphroot = "/var/lib/containers/storage"\n'

/** podman of the host's own suite, for root, until the host's next reset. */
export async function installPodman(lab: Lab, name: HostName): Promise<void> {
  await installExtra(name, ['podman'])
  const wrote = await lab.inHost(name, 'mkdir -p /etc/containers; cat > /etc/containers/storage.conf', {
    input: STORAGE,
  })
  if (wrote.exitCode !== 0) throw new Error(`${name}: ${wrote.stderr}`)
}
