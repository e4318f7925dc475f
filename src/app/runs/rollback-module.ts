import type { LongshoreError } from '../../base/longshore-error.ts'
import { ok } from '../../base/result.ts'
import { recordRefused, restoreFailed } from '../../engine/undo-records/errors.ts'
import { restoreOutcomeOf } from '../../engine/undo-records/guard-report.ts'
import { ROLL_BACK } from '../../engine/undo-records/host-scripts.ts'
import { placeOf, type RecordTerms } from '../../engine/undo-records/recording.ts'
import type { CommandOutput } from '../../model/command-output.ts'
import type { HostName } from '../../model/inventory.ts'
import type { RemoteModule } from '../../model/module.ts'
import type { Conclusion } from '../../model/plan.ts'
import { shell } from '../../model/remote-command.ts'

export const ROLLBACK_MODULE = 'undo_of_run'

/** What became of a host that was reached. */
export type HostRollback = 'done' | 'failed'

/**
 * The module of `longshore runs rollback`: undoes a run by the records that the host keeps of it. Playbooks of operators
 * cannot name it. What becomes of each host is told to `onHost`.
 */
export function rollbackModule(
  terms: RecordTerms,
  onHost: (host: HostName, rollback: HostRollback) => void,
): RemoteModule {
  return {
    kind: 'remote',
    locksHost: true,
    name: ROLLBACK_MODULE,
    summary: 'what a run did to a host is undone',
    argNames: [],
    freeForm: false,
    untemplatedArgs: [],
    argsSchema: () => ({}),
    check: () => undefined,
    bind: (_args, { host }) => {
      const failed = (error: LongshoreError) => {
        onHost(host, 'failed')
        return error
      }
      const step = {
        summary: `undo what run ${terms.run} did`,
        run: shell(ROLL_BACK, ...placeOf({ terms, host }), ''),
        undo: [],
        explain: (output: CommandOutput) => failed(recordRefused(host, output)),
      }
      const conclude = ([output]: readonly CommandOutput[]): Conclusion => {
        const outcome = output === undefined ? undefined : restoreOutcomeOf(output)
        if (outcome?.state === 'restored' || outcome?.state === 'nothing') {
          onHost(host, 'done')
          return { changed: outcome.state === 'restored', values: { undone: outcome.state === 'restored' } }
        }
        return { changed: true, failed: failed(restoreFailed(host, outcome)) }
      }
      return Promise.resolve(ok({ facts: {}, plan: () => ({ kind: 'change', steps: [step], conclude }) }))
    },
  }
}
