import { LongshoreError } from '../../base/longshore-error.ts'
import { didYouMean } from '../../base/nearest-name.ts'
import type { Approval } from '../../ports/approvals.ts'

export function noSuchRun(named: string, runs: readonly string[]): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `there is no run ${named}${didYouMean(named, runs)}`, {
    hint: 'A run is named by its id, by a beginning of it that no other has, or as latest. See: longshore runs list',
  })
}

export function severalRuns(named: string, runs: readonly string[]): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `${runs.length} runs begin with ${named}: ${runs.join(', ')}`, {
    hint: 'Give more of the id',
  })
}

export function planChanged(): LongshoreError {
  return new LongshoreError('USAGE_INVALID', 'a playbook, a role, the inventory or a setting is not what it was', {
    hint: 'Put it back as it was to resume the run, or run the playbook anew: what is in place already stays as it is',
  })
}

export function runIsOver(run: string, state: string): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `run ${run} is over: ${state}`, {
    hint: 'Run the playbook again, with --limit for the hosts that failed: what is in place already stays as it is',
  })
}

export function otherFolder(cwd: string): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `the run was started in ${cwd}`, {
    hint: `Resume it from there: cd ${cwd}`,
  })
}

export function varsMissing(names: readonly string[]): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `the run had other variables from the command line: ${names.join(', ')}`, {
    hint: 'They are not kept, since they may be secret. Give the same again with -e',
  })
}

export function nothingToApprove(run: string): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `run ${run} waits for no approval`, {
    hint: `Look at it: longshore runs show ${run}`,
  })
}

export function otherStage(named: number, asked: number): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `the run asks about stage ${asked}, not about stage ${named}`, {
    hint: 'Nothing was answered',
  })
}

export function alreadyAnswered({ approved, by = 'somebody' }: Approval): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `${by} was faster: it is ${approved ? 'approved' : 'not approved'}`, {
    hint: approved ? 'To stop it all the same: longshore runs abort RUN' : 'Run the playbook anew',
  })
}

export function runNotAlive(run: string, state: string): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `run ${run} is not running: ${state}`, {
    hint:
      state === 'dead'
        ? 'To go on with it: longshore runs resume RUN'
        : 'It can be neither answered, paused nor stopped any more. To see what became of it: longshore runs show RUN',
  })
}

export function runStillAlive(run: string): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `run ${run} is alive: it is not rolled back under its hands`, {
    hint: `End it first, which undoes what is in flight: longshore runs abort ${run} --now`,
  })
}

/** Not an error: there is nothing to do. */
export function nothingToRollBack(run: string): string {
  return `Nothing to roll back: no host keeps records of run ${run} that are not undone already`
}
