import type { RemoteCommand } from '../../model/remote-command.ts'
import { quoteWord } from './quote.ts'

/** Scripts of a program, and the variables that hold them. */
export type SharedScripts = ReadonlyMap<string, string>

/** A reference takes some bytes itself. */
const WORTH_SHARING = 64

/** Scripts that several commands of a program run, with other words: they are told once. */
export function sharedScripts(commands: readonly RemoteCommand[]): SharedScripts {
  const seen = new Set<string>()
  const shared = new Map<string, string>()
  for (const command of commands) {
    if (command.kind !== 'shell' || command.script.length < WORTH_SHARING) continue
    const { script } = command
    if (seen.has(script) && !shared.has(script)) shared.set(script, `ls_s${shared.size}`)
    seen.add(script)
  }
  return shared
}

export function scriptVariables(shared: SharedScripts): string {
  return [...shared].map(([script, name]) => `${name}=${quoteWord(script)}\n`).join('')
}
