import { spawnSync } from 'node:child_process'
import { LookupError, textTerms, type Lookup, type LookupCall } from './lookup.ts'
import { baseFolder } from './search-path.ts'

/** Commands of the controller, run by a shell beside the playbook. They hold everything up until they end. */
export const processLookups = {
  pipe: (call) => textTerms(call).map((command) => output(call, command, 'pipe').trimEnd()),
  lines: (call) =>
    textTerms(call).flatMap((command) => {
      const lines = output(call, command, 'lines').split(/\r?\n/)
      return lines.at(-1) === '' ? lines.slice(0, -1) : lines
    }),
} satisfies Readonly<Record<string, Lookup>>

const LONGEST_OUTPUT = 64 * 1024 * 1024

function output(call: LookupCall, command: string, name: string): string {
  const result = spawnSync('/bin/sh', ['-c', command], {
    cwd: baseFolder(call),
    env: { ...call.host.env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: LONGEST_OUTPUT,
  })
  if (result.error !== undefined) throw new LookupError(`the command could not be run: ${result.error.message}`)
  if (result.status !== 0) throw new LookupError(`lookup_plugin.${name}(${command}) returned ${String(result.status)}`)
  return result.stdout
}
