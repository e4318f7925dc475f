import type { Command } from 'commander'
import type { Io } from '../io.ts'

export interface DemoDeps {
  readonly io: Pick<Io, 'stdout' | 'stderr'>
  /** Runs `longshore` with these words, such as `run play.yml -i hosts.ini`, and gives its exit code. */
  readonly longshore: (argv: readonly string[]) => Promise<number>
  readonly exit: (code: number) => void
}

/** `longshore demo`: the shipped rollout over eight simulated hosts, with a failure and its rollback. */
export function addDemoCommand(program: Command, deps: DemoDeps): void {
  program
    .command('demo')
    .description('see a rollout, a failure and its rollback on eight simulated hosts; no root, no network, no Docker')
    .action(async () => {
      const { runDemo } = await import('../demo/run-demo.ts')
      deps.exit(await runDemo(deps))
    })
}
