import { cp, mkdir } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import type { HostName } from './generations.ts'
import { hostPaths } from './paths.ts'
import { runOrThrow } from './run.ts'

const HOME = '/opt/longshore'

/** The words that start Longshore in a host that has it. */
export const LONGSHORE_IN_HOST = [`${HOME}/node`, `${HOME}/src/main.ts`] as const

/** A lab host has no Node: this one's comes along, with the source and what it needs to run. A reset takes it away again. */
export async function putLongshore(name: HostName): Promise<void> {
  const target = join(hostPaths(name).root, HOME)
  await mkdir(target, { recursive: true })
  await cp(process.execPath, join(target, 'node'))
  for (const part of ['src', 'package.json']) await cp(resolve(part), join(target, part), { recursive: true })
  const { stdout } = await runOrThrow(['npm', 'ls', '--all', '--omit=dev', '--parseable'])
  for (const folder of stdout.trim().split('\n').slice(1)) {
    const to = join(target, relative(resolve('.'), folder))
    await mkdir(dirname(to), { recursive: true })
    await cp(folder, to, { recursive: true })
  }
}
