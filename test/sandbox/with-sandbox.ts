import type { SandboxHostSpec } from '../../src/sandbox/host-spec.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { startSandbox } from '../../src/sandbox/start-sandbox.ts'

export const GENERATIONS = [
  { docker: '20.10.24', containerd: '1.6.20' },
  { docker: '26.1.5', containerd: '1.7.24' },
  { docker: '28.5.2', containerd: '2.1.9' },
] as const

/** A sandbox for tests; throws where this machine has no user namespaces, so that nothing passes silently. */
export async function openSandbox(hosts: readonly SandboxHostSpec[], pace = 0.02): Promise<Sandbox> {
  const started = await startSandbox({ hosts, pace })
  if (!started.ok) throw started.error
  return started.value
}
