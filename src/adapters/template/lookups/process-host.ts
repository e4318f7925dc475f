import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import type { LookupHost } from './lookup.ts'

/** The environment, folders and files of this process. */
export function processHost(): LookupHost {
  return {
    env: process.env,
    cwd: process.cwd(),
    home: homedir(),
    readText: (path) => readFileSync(path, 'utf8'),
  }
}
