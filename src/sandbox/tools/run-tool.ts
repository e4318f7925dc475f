import type { Machine } from '../daemons/machine.ts'
import type { SandboxHostSpec } from '../host-spec.ts'
import { containerd, ctr } from './containerd.ts'
import { docker } from './docker.ts'
import { dockerd } from './dockerd.ts'
import { journalctl } from './journalctl.ts'
import { systemctl } from './systemctl.ts'
import { failed, type ToolOutput } from './tool-output.ts'

/** The programs that a host has beside those of /usr. */
export function toolNames(spec: SandboxHostSpec): readonly string[] {
  return [
    'systemctl',
    'journalctl',
    ...(spec.docker === undefined ? [] : ['docker', 'dockerd']),
    ...(spec.containerd === undefined ? [] : ['containerd', 'ctr']),
  ]
}

/** Does what the real tool would do on this host. */
export async function runTool(machine: Machine, name: string, args: readonly string[]): Promise<ToolOutput> {
  switch (name) {
    case 'systemctl':
      return systemctl(machine, args)
    case 'journalctl':
      return journalctl(machine, args)
    case 'docker':
      return docker(machine, args)
    case 'dockerd':
      return dockerd(machine, args)
    case 'containerd':
      return containerd(machine, args)
    case 'ctr':
      return ctr(machine, args)
    default:
      return failed(127, `longshore sandbox: there is no tool '${name}'`)
  }
}
