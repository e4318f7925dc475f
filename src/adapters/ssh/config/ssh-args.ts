import type { LongshoreError } from '../../../base/longshore-error.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import { sshArgUnknown, sshArgWithoutValue } from './errors.ts'

/** What `ansible_ssh_common_args` and the like say: ssh's own options as directives of ssh_config. */
export interface SshArgs {
  /** Keyword in lower case and its value; the first of each counts. */
  readonly options: readonly (readonly [string, string])[]
  /** -F */
  readonly configFile: string | undefined
}

const IGNORED_FLAGS = /^-[qC46TxavnNkK]+$/
const DIRECTIVE_OF: Readonly<Record<string, string>> = {
  J: 'proxyjump',
  p: 'port',
  i: 'identityfile',
  l: 'user',
}

/** Reads ssh's command line words: -o, -J, -F, -p, -i, -l, joined or apart. Anything unknown is an error. */
export function parseSshArgs(words: readonly string[]): Result<SshArgs, LongshoreError> {
  const options: (readonly [string, string])[] = []
  let configFile: string | undefined
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (IGNORED_FLAGS.test(word)) continue
    const [, letter, joined = ''] = /^-([oJFpil])(.*)$/s.exec(word) ?? []
    if (letter === undefined) return err(sshArgUnknown(word))
    const value = joined === '' ? words[++at] : joined
    if (value === undefined) return err(sshArgWithoutValue(word))
    if (letter === 'F') configFile ??= value
    else if (letter === 'o') {
      const [, keyword, setting] = /^\s*([A-Za-z]+)(?:\s*=\s*|\s+)"?(.*?)"?\s*$/s.exec(value) ?? []
      if (keyword === undefined || setting === undefined) return err(sshArgUnknown(`-o ${value}`))
      options.push([keyword.toLowerCase(), setting])
    } else options.push([DIRECTIVE_OF[letter] ?? '', value])
  }
  return ok({ options, configFile })
}
