import type { Command } from 'commander'
import type { Composition } from '../composition.ts'

export interface RunsFlags {
  readonly output?: string
}

/** `longshore runs`: what the journals tell of runs. */
export function addRunsCommand(program: Command, composition: Composition, exit: (code: number) => void): void {
  const runs = program.command('runs').description('look at runs: now, and long after')
  withOutput(runs.command('list').description('all runs, the latest last')).action(async (flags: RunsFlags) => {
    const { listRuns } = await import('../runs/list-runs.ts')
    exit(await listRuns(flags, composition))
  })
  withOutput(runs.command('show').description('one run: who, when, what, and where each host stands'))
    .argument('<run>', 'its id, a beginning of it, or latest')
    .action(async (run: string, flags: RunsFlags) => {
      const { showRun } = await import('../runs/show-run.ts')
      exit(await showRun(run, flags, composition))
    })
  withOutput(runs.command('events').description('everything that happened in a run, in order'))
    .argument('<run>', 'its id, a beginning of it, or latest')
    .action(async (run: string, flags: RunsFlags) => {
      const { runEvents } = await import('../runs/run-events.ts')
      exit(await runEvents(run, flags, composition))
    })
}

function withOutput(command: Command): Command {
  return command.option('--output <format>', 'default or json')
}
