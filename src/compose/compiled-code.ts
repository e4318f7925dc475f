import { lstatSync, mkdirSync } from 'node:fs'
import * as module from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * What node compiles of this program from now on is kept for its next start, in the user's own cache folder. A folder that
 * belongs to somebody else, or that others may write to, is not used: what lies there is run.
 */
export function keepCompiledCode(env: Readonly<Record<string, string | undefined>> = process.env): void {
  const caches = env['XDG_CACHE_HOME'] ?? ''
  const folder = join(caches.startsWith('/') ? caches : join(homedir(), '.cache'), 'longshore', 'compiled')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const { uid, mode } = lstatSync(folder)
    if (uid === process.getuid?.() && (mode & 0o022) === 0) module.enableCompileCache(folder)
  } catch {
    // It starts without, as it did the first time.
  }
}
