import type { SandboxHostSpec } from './host-spec.ts'

export interface Reachable {
  readonly spec: SandboxHostSpec
  readonly port: number
}

/**
 * The inventory of a sandbox: every host in `runtimes`, in `docker` and `containerd` by what it has; the host key is
 * always checked.
 */
export function inventoryText(hosts: readonly Reachable[], privateKeyFile: string, knownHostsFile: string): string {
  const members = (has: (spec: SandboxHostSpec) => boolean): string =>
    hosts
      .filter(({ spec }) => has(spec))
      .map(({ spec }) => `${spec.name}\n`)
      .join('')
  const lines = hosts.map(({ spec, port }) => `${spec.name} ansible_port=${port}\n`)
  return `# Written by the Longshore sandbox; it goes when the sandbox does.
${lines.join('')}
[runtimes]
${members(() => true)}
[docker]
${members((spec) => spec.docker !== undefined)}
[containerd]
${members((spec) => spec.containerd !== undefined)}
[all:vars]
ansible_host=127.0.0.1
ansible_user=root
ansible_ssh_private_key_file=${privateKeyFile}
ansible_ssh_common_args="-o UserKnownHostsFile=${knownHostsFile} -o StrictHostKeyChecking=yes"
`
}
