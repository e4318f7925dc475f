import type { LongshoreError } from '../../base/longshore-error.ts'
import { errnoOf } from '../errors.ts'
import { inventoryProblem } from './errors.ts'
import type { ScriptEnd } from './run-script.ts'

interface FailedRun {
  readonly args: readonly string[]
  readonly run: ScriptEnd
  readonly timeoutMs: number
}

/** `path` is in the message as Ansible has it there, `shown` as the operator gave it. */
export function scriptFailed(path: string, shown: string, { args, run, timeoutMs }: FailedRun): LongshoreError {
  const at = { file: shown, line: 1, column: 1 }
  const said = run.stderr.trim()
  switch (run.ended.kind) {
    case 'not-started':
      return inventoryProblem(
        `problem running ${path} ${args.join(' ')} (${startFault(run.ended.cause)})`,
        at,
        START_HINT,
      )
    case 'timed-out': {
      const message = `Inventory script (${path}) had not ended after ${timeoutMs / 1000} seconds${said === '' ? '' : `: ${said}`}`
      return inventoryProblem(message, at, `Run it by hand: ${shown} ${args.join(' ')}`)
    }
    case 'signal':
    case 'code': {
      const how = run.ended.kind === 'code' ? `exit code ${run.ended.code}` : `signal ${run.ended.signal}`
      const message = `Inventory script (${path}) had an execution error: ${said === '' ? how : `${said} (${how})`}`
      return inventoryProblem(message, at, `Run it by hand: ${shown} ${args.join(' ')}`)
    }
  }
}

export function outputInvalid(path: string, shown: string, reason: string): LongshoreError {
  const message = `failed to parse executable inventory script results from ${path}: ${reason}`
  return inventoryProblem(message, { file: shown, line: 1, column: 1 }, `See what it prints: ${shown} --list`)
}

export function hostOutputInvalid(shown: string, host: string, found: string): LongshoreError {
  const message = `Invalid data from file, expected dictionary and got: ${found === '' ? 'nothing' : found.slice(0, 80)}`
  return inventoryProblem(message, { file: shown, line: 1, column: 1 }, `See what it prints: ${shown} --host ${host}`)
}

export function hostsMetaInvalid(shown: string, host: string): LongshoreError {
  const message = `Improperly formatted host information for ${host}: _meta.hostvars is no map of maps`
  return inventoryProblem(message, { file: shown, line: 1, column: 1 }, `See what it prints: ${shown} --list`)
}

const START_HINT = 'Make it executable (chmod +x), and check the interpreter that its first line names after #!'

function startFault(cause: unknown): string {
  const code = errnoOf(cause) ?? String(cause)
  const words: Readonly<Record<string, string>> = {
    EACCES: 'Permission denied',
    ENOENT: 'No such file or directory: the interpreter is missing',
    ENOEXEC: 'Exec format error: it does not begin with #!',
  }
  return words[code] ?? code
}
