import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Fact } from '../model/fact.ts'
import type { RemoteCommand } from '../model/remote-command.ts'
import type { Connection, RunOptions } from '../ports/connection.ts'
import { factMissing } from './errors.ts'

/** All facts of a task in one round trip; none at all costs none. The first that cannot be read is the error. */
export async function gatherFacts(
  sheet: Readonly<Record<string, Fact<unknown>>>,
  connection: Connection,
  options: RunOptions,
): Promise<Result<Readonly<Record<string, unknown>>, LongshoreError>> {
  const facts = Object.entries(sheet)
  if (facts.length === 0) return ok({})
  const looks = !facts.some(([, fact]) => fact.isForeign === true)
  const outputs = await connection.run(factCommands(sheet), { ...options, looks })
  if (!outputs.ok) return outputs
  const gathered: Record<string, unknown> = {}
  for (const [index, [key, fact]] of facts.entries()) {
    const output = outputs.value[index]
    if (output === undefined) return err(factMissing(fact.name))
    const parsed = fact.parse(output)
    if (!parsed.ok) return parsed
    gathered[key] = parsed.value
  }
  return ok(gathered)
}

/** What is run for them, in their order. */
export function factCommands(sheet: Readonly<Record<string, Fact<unknown>>>): readonly RemoteCommand[] {
  return Object.values(sheet).map((fact) => ({ ...fact.command, tolerant: true }))
}
