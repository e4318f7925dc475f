import { ok } from '../../base/result.ts'
import { stdoutText } from '../../model/command-output.ts'
import type { Fact } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'

export interface UnitRun {
  readonly active: string
  readonly invocation: string
}

/** How each of the units runs, by name, in one question; one that systemd does not know is inactive. */
export function unitRuns(names: readonly string[]): Fact<Readonly<Record<string, UnitRun>>> {
  const units = names.map((name) => `${name}.service`)
  return {
    name: `state of ${units.join(', ')}`,
    command: {
      ...shell('systemctl show -p ActiveState -p InvocationID "$@" 2>/dev/null; exit 0', ...units),
      tolerant: true,
    },
    parse: (output) => {
      const blocks = stdoutText(output).split('\n\n')
      return ok(Object.fromEntries(names.map((name, index) => [name, parseBlock(blocks[index] ?? '')])))
    },
  }
}

function parseBlock(block: string): UnitRun {
  return {
    active: /^ActiveState=(.*)$/m.exec(block)?.[1] ?? 'inactive',
    invocation: /^InvocationID=(.*)$/m.exec(block)?.[1] ?? '',
  }
}
