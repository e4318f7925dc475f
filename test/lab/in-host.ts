import { run, type CommandOutput, type RunOptions } from './run.ts'

const CLEAN_ENVIRONMENT = [
  'env',
  '--ignore-environment',
  '--chdir=/',
  'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  'HOME=/root',
  'LANG=C.UTF-8',
] as const

/** Words to run, or a program for `sh -e`. */
export type HostCommand = readonly string[] | string

export function argvOf(command: HostCommand): readonly string[] {
  return typeof command === 'string' ? ['sh', '-ec', command] : command
}

/**
 * Runs a command as root inside the host that `pid` is the init of. It goes through the kernel and not over the
 * network, so it works on a host whose cable is cut.
 */
export async function inNamespaces(
  pid: number,
  argv: readonly string[],
  options: RunOptions = {},
): Promise<CommandOutput> {
  const enter = ['nsenter', `--target=${pid}`, '--mount', '--uts', '--ipc', '--net', '--pid', '--cgroup']
  return run([...enter, '--', ...CLEAN_ENVIRONMENT, ...argv], options)
}
