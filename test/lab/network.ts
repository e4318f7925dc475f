import { run, runOrThrow } from './run.ts'

export const BRIDGE = 'lsbr0'
export const MIRROR_ADDRESS = '10.77.0.1'
export const MIRROR = `${MIRROR_ADDRESS}:5000`
/** TLS from an authority that no host knows, and a credential. */
export const PRIVATE = `${MIRROR_ADDRESS}:5443`
export const UPSTREAM_ADDRESS = '10.77.0.2'

/** Names that every lab host finds at the lab's own upstream, so that a fallback is seen and no packet leaves. */
export const UPSTREAM_NAMES = [
  'registry-1.docker.io',
  'auth.docker.io',
  'index.docker.io',
  'docker.io',
  'ghcr.io',
  'quay.io',
  'registry.k8s.io',
] as const

/** Makes the bridge with the lab's two addresses; changes nothing when it is there already. */
export async function ensureBridge(): Promise<void> {
  const link = await run(['ip', 'link', 'show', 'dev', BRIDGE])
  if (link.exitCode !== 0) await runOrThrow(['ip', 'link', 'add', BRIDGE, 'type', 'bridge'])

  const present = await runOrThrow(['ip', '-o', '-4', 'address', 'show', 'dev', BRIDGE])
  for (const address of [MIRROR_ADDRESS, UPSTREAM_ADDRESS]) {
    if (present.stdout.includes(` ${address}/24 `)) continue
    await runOrThrow(['ip', 'address', 'add', `${address}/24`, 'dev', BRIDGE])
  }
  await runOrThrow(['ip', 'link', 'set', BRIDGE, 'up'])
}

export async function deleteBridge(): Promise<void> {
  const link = await run(['ip', 'link', 'show', 'dev', BRIDGE])
  if (link.exitCode === 0) await runOrThrow(['ip', 'link', 'delete', BRIDGE])
}

/** The machine's end of a host's cable; systemd-nspawn makes and names it. */
export function portOf(host: string): string {
  return `vb-${host}`
}

export async function setPort(host: string, state: 'up' | 'down'): Promise<void> {
  await runOrThrow(['ip', 'link', 'set', portOf(host), state])
}

export async function portExists(host: string): Promise<boolean> {
  return (await run(['ip', 'link', 'show', 'dev', portOf(host)])).exitCode === 0
}
