import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Vars } from '../model/vars.ts'
import { argGivenTwice } from './errors.ts'

/** Arguments under their own names: aliases replaced, `omit`ted (undefined) ones gone. */
export function canonicalArgs(
  module: string,
  rawArgs: Vars,
  aliases: Readonly<Record<string, string>>,
): Result<Vars, LongshoreError> {
  const args: Record<string, unknown> = {}
  for (const [written, value] of Object.entries(rawArgs)) {
    if (value === undefined) continue
    const name = aliases[written] ?? written
    if (Object.hasOwn(args, name)) return err(argGivenTwice(module, name, written))
    args[name] = value
  }
  return ok(args)
}
