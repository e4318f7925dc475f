import { resolve } from 'node:path'
import { restorePlay, restorePreview, type RestoreRequest } from '../../app/backups/restore-play.ts'
import type { Composition } from '../composition.ts'
import type { RunFlags } from '../run-flags.ts'
import { runCommand } from '../run-command.ts'
import { confirmed } from './confirmed.ts'
import { openStore } from './open-store.ts'
import { refusedAll } from './refused-all.ts'
import { withStore, type StoreFlags } from './store-of.ts'

export interface RestoreFlags extends RunFlags, StoreFlags {
  readonly at: string
  readonly path?: readonly string[]
  readonly apply: string
  readonly yes?: boolean
}

/** Shows what would change, asks, and puts hosts back as a backup has them. Gives the exit code. */
export async function restoreBackup(pattern: string, flags: RestoreFlags, composition: Composition): Promise<number> {
  const { io } = composition
  const opened = await openStore(flags, composition)
  if (!opened.ok) return refusedAll(opened.error, io)
  const versions = flags.at === 'latest' ? await opened.value.store.versions() : undefined
  if (versions?.ok === false) return refusedAll([versions.error], io)
  // What is shown is what is done, whatever is backed up meanwhile.
  const at = versions?.value[0]?.id ?? flags.at
  const request: RestoreRequest = { pattern, at, paths: flags.path ?? [], apply: flags.apply }
  let changes = 0
  const run = (text: string, more: Partial<RunFlags>) => {
    const path = resolve(io.cwd, '(restore)')
    return runCommand([path], { ...flags, ...more }, withStore(flags, composition), {
      inMemory: new Map([[path, text]]),
      onEvent: (event) => {
        if (event.type === 'task-finished' && event.result.status === 'changed') changes++
      },
    })
  }
  const preview = await run(restorePreview(request), { check: true, diff: true })
  if (preview !== 0 || flags.check === true || changes === 0) return preview
  const answer = await confirmed(`Put this back on ${changes} ${changes === 1 ? 'host' : 'hosts'}?`, flags.yes === true)
  if (!answer.ok) return refusedAll([answer.error], io)
  return answer.value ? run(restorePlay(request), {}) : 1
}
