import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../../ports/clock.ts'
import type { FactCache, FactCacheOptions } from '../../ports/fact-cache.ts'

/**
 * One JSON file a host, as Ansible's `jsonfile` (plugins/cache/__init__.py): its age is that of the file, and a file that is
 * no JSON is as none. A cache that cannot be written is none: facts are gathered again.
 */
export function jsonFileCache({ folder, prefix, timeoutSeconds }: FactCacheOptions, clock: Clock): FactCache {
  const fileOf = (host: string) => join(folder, `${prefix}${host.replaceAll('/', '_')}`)
  const isOld = (file: string) =>
    timeoutSeconds > 0 && clock.now().getTime() - statSync(file).mtimeMs > timeoutSeconds * 1000
  return {
    get(host) {
      try {
        const file = fileOf(host)
        const facts: unknown = isOld(file) ? undefined : JSON.parse(readFileSync(file, 'utf8'))
        return isFacts(facts) ? facts : undefined
      } catch {
        return undefined
      }
    },
    set(host, facts) {
      try {
        mkdirSync(folder, { recursive: true })
        writeFileSync(fileOf(host), JSON.stringify(facts, undefined, 4))
      } catch {
        return
      }
    },
    delete(host) {
      rmSync(fileOf(host), { force: true })
    },
  }
}

function isFacts(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
