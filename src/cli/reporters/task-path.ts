import { resolve } from 'node:path'

/** `task path: FILE:LINE`, as Ansible has it with -vv: absolute, and without a column. */
export function taskPath(at: string, cwd: string): string {
  const [, file = at, line] = /^(.*?):(\d+)(?::\d+)?$/.exec(at) ?? []
  return line === undefined ? at : `${resolve(cwd, file)}:${line}`
}
