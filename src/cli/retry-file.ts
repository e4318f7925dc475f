import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import type { HostRecap } from '../model/recap.ts'

/** Hosts that failed or were not reached, for `--limit @FILE`; gives what to say of it. */
export type RetryFile = (playbook: string, hosts: Readonly<Record<string, HostRecap>>) => RetryNote | undefined

export type RetryNote = { readonly told: string } | { readonly warning: string }

/** As ansible-core writes it: in `folder`, else beside the playbook, named like it (executor/playbook_executor.py). */
export function retryFileIn(folder: string | undefined): RetryFile {
  return (playbook, hosts) => {
    const names = Object.keys(hosts).filter((name) => (hosts[name]?.failed ?? 0) + (hosts[name]?.unreachable ?? 0) > 0)
    if (names.length === 0) return undefined
    const path = join(folder ?? dirname(playbook), `${basename(playbook, extname(playbook))}.retry`)
    try {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(
        path,
        names
          .sort()
          .map((name) => `${name}\n`)
          .join(''),
      )
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      return { warning: `Could not create retry file '${path}'.\n\t${reason}` }
    }
    return { told: `\tto retry, use: --limit @${path}\n` }
  }
}
