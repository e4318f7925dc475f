import { spawnSync } from 'node:child_process'

const MARK = 'BENCH_NAMESPACE'

/**
 * Runs this program again in mount, process and network namespaces of its own, and ends with its exit code: the bench has
 * port 2222 and 127.0.0.0/8 to itself, and whatever it started or mounted is gone with it. Returns inside of them.
 */
export function enterOwnNamespace(): void {
  if (process.env[MARK] !== undefined) {
    run('ip', ['link', 'set', 'lo', 'up'])
    return
  }
  if (process.getuid?.() !== 0) throw new Error('the bench needs root: it makes namespaces and a chroot')
  const unshare = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc']
  const { status } = run('unshare', [...unshare, process.execPath, ...process.argv.slice(1)])
  process.exit(status ?? 1)
}

function run(program: string, args: readonly string[]) {
  return spawnSync(program, args, { stdio: 'inherit', env: { ...process.env, [MARK]: 'inside' } })
}
