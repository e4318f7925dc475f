import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { KeptRun, RunArchive } from '../../ports/run-store.ts'
import { noSuchRun, severalRuns } from './errors.ts'

/** The run of that id, of the only id that begins so, or the `latest`. */
export async function findRun(named: string, archive: RunArchive): Promise<Result<KeptRun, LongshoreError>> {
  const listed = await archive.list()
  if (!listed.ok) return listed
  const run = runNamed(named, listed.value)
  return run.ok ? archive.read(run.value) : run
}

function runNamed(named: string, runs: readonly string[]): Result<string, LongshoreError> {
  const latest = runs.at(-1)
  if (named === 'latest' && latest !== undefined) return ok(latest)
  if (runs.includes(named)) return ok(named)
  const matching = runs.filter((run) => run.startsWith(named))
  const [only] = matching
  if (only === undefined) return err(noSuchRun(named, runs))
  return matching.length === 1 ? ok(only) : err(severalRuns(named, matching))
}
