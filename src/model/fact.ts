import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
import type { CommandOutput } from './command-output.ts'
import type { RemoteCommand } from './remote-command.ts'

/** Something observed on a host: a read-only command and its parser. The parser may refuse; absent is not unreadable. */
export interface Fact<T> {
  readonly name: string
  /** Only looks: running it leaves the host as it was. Its failure never stops the other facts. */
  readonly command: RemoteCommand
  /** It runs programs of the operator's own, which may leave something behind that writes on. */
  readonly isForeign?: boolean
  parse(output: CommandOutput): Result<T, LongshoreError>
}

export type FactSheet = Readonly<Record<string, Fact<unknown>>>

export type Gathered<S extends FactSheet> = {
  readonly [K in keyof S]: S[K] extends Fact<infer T> ? T : never
}
