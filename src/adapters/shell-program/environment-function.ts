import { quoteWord } from './quote.ts'

/**
 * `ls_env`: exports in the subshell of a command alone, so that a PATH of the operator's does not reach what is around.
 * `first` is run before.
 */
export function environmentFunction(environment: Readonly<Record<string, string>>, first = ':'): string {
  const exports = Object.entries(environment).map(([name, value]) => `export ${name}=${quoteWord(value)}\n`)
  return `ls_env() {\n${first}\n${exports.join('')}:\n}\n`
}
