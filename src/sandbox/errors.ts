import { LongshoreError } from '../base/longshore-error.ts'

export function sandboxUnavailable(reason: string, hint: string): LongshoreError {
  return new LongshoreError('SANDBOX_UNAVAILABLE', `the sandbox cannot run on this machine: ${reason}`, { hint })
}

export function notLinux(platform: string): LongshoreError {
  return sandboxUnavailable(
    `its hosts are Linux user namespaces, and this is ${platform}`,
    'Run it on a Linux machine or in a Linux virtual machine.',
  )
}

export function toolMissing(tool: string): LongshoreError {
  return sandboxUnavailable(`the program '${tool}' is missing`, `Install util-linux, which brings '${tool}'.`)
}

export function namespacesRefused(detail: string): LongshoreError {
  return sandboxUnavailable(
    `a user namespace cannot be made (${detail})`,
    'Allow them: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu), ' +
      'kernel.unprivileged_userns_clone=1 (older Debian), user.max_user_namespaces=10000; ' +
      'in a container, run it with --privileged or on the host.',
  )
}

export function hostDidNotStart(name: string, detail: string): LongshoreError {
  return sandboxUnavailable(
    `its host ${name} did not come up (${detail})`,
    'Try a sandbox with fewer hosts, or run longshore against the lab or real hosts.',
  )
}
