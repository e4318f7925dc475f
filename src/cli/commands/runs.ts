import type { Command } from 'commander'
import type { Composition } from '../composition.ts'
import type { AbortFlags } from '../runs/abort-run.ts'
import type { RollBackFlags } from '../runs/roll-back-run.ts'
import type { ResumeFlags } from '../runs/resume-run.ts'
import { addVaultOptions, collect } from '../vault-flags.ts'
import { wholeNumber } from './shared-options.ts'

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
  addVaultOptions(runs.command('resume').description('go on with a run whose process is gone, or that was stopped'))
    .argument('<run>', 'its id, a beginning of it, or latest')
    .option('-e, --extra-vars <vars>', 'those that the run was given; they are not kept', collect)
    .option('-f, --forks <n>', 'hosts at work at once')
    .option('--become-password-file <file>', 'read the password of become from here')
    .option('--connection-password-file <file>', 'read the password of the connection from here')
    .option('--lock-wait <duration>', 'wait this long for a host that another run has locked')
    .option('--output <format>', 'default, json, quiet or ansible')
    .action(async (run: string, flags: ResumeFlags) => {
      const { resumeRun } = await import('../runs/resume-run.ts')
      exit(await resumeRun(run, flags, composition))
    })
  addVaultOptions(runs.command('rollback').description('undo what a run did, by the records that its hosts keep'))
    .argument('<run>', 'its id, a beginning of it, or latest')
    .option('-l, --limit <pattern>', 'on these hosts alone', collect)
    .option('-e, --extra-vars <vars>', 'those that the inventory needs', collect)
    .option('-f, --forks <n>', 'hosts at work at once')
    .option('--become-password-file <file>', 'read the password of become from here')
    .option('--connection-password-file <file>', 'read the password of the connection from here')
    .option('--output <format>', 'default, json, quiet or ansible')
    .action(async (run: string, flags: RollBackFlags) => {
      const { rollBackRun } = await import('../runs/roll-back-run.ts')
      exit(await rollBackRun(run, flags, composition))
    })
  runs
    .command('approve')
    .description('answer a rollout that waits for an approval')
    .argument('<run>', 'its id, a beginning of it, or latest')
    .option('--stage <number>', 'only if it asks about this stage', wholeNumber)
    .option('--no', 'refuse: it counts as a failure of the stage')
    .action(async (run: string, { stage, no }: { readonly stage?: string; readonly no?: boolean }) => {
      const { approveRun } = await import('../runs/approve-run.ts')
      exit(
        await approveRun(
          run,
          { stage: stage === undefined ? undefined : Number(stage), isRefused: no === true },
          composition,
        ),
      )
    })
  runs
    .command('pause')
    .description('let a run begin no batch and no stage until it is resumed')
    .argument('<run>', 'its id, a beginning of it, or latest')
    .action(async (run: string) => {
      const { pauseRun } = await import('../runs/pause-run.ts')
      exit(await pauseRun(run, composition))
    })
  runs
    .command('abort')
    .description('stop a run that is running somewhere on this machine')
    .argument('<run>', 'its id, a beginning of it, or latest')
    .option('--now', 'end and undo what is in flight, too')
    .action(async (run: string, flags: AbortFlags) => {
      const { abortRun } = await import('../runs/abort-run.ts')
      exit(await abortRun(run, flags, composition))
    })
}

function withOutput(command: Command): Command {
  return command.option('--output <format>', 'default or json')
}
