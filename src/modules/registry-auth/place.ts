import { hostDirectory } from '../../registry/containerd/host-directory.ts'
import type { RegistryAuthArgs } from './args.ts'

/** The file that holds the credential; `~user` is that user's home on the host. */
export function placeOf({ consumer, user, registry, config_file: file }: RegistryAuthArgs): string {
  if (file !== undefined) return file
  if (consumer === 'docker') return `~${user}/.docker/config.json`
  // $XDG_RUNTIME_DIR/containers/auth.json, which podman login writes, is gone after a boot (containers-auth.json(5)).
  if (consumer === 'podman') return `~${user}/.config/containers/auth.json`
  if (consumer === 'kubelet') return '/var/lib/kubelet/config.json'
  return `/etc/containerd/certs.d/${hostDirectory(registry)}/hosts.toml`
}

export function isOfUser({ consumer }: RegistryAuthArgs): boolean {
  return consumer === 'docker' || consumer === 'podman'
}
