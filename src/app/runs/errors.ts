import { LongshoreError } from '../../base/longshore-error.ts'
import { didYouMean } from '../../base/nearest-name.ts'

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

export function runNotAlive(run: string, state: string): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `run ${run} is not running: ${state}`, {
    hint: state === 'dead' ? 'To go on with it: longshore runs resume RUN' : 'There is nothing to stop',
  })
}
