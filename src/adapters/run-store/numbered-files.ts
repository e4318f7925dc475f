import { link, readdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface Numbered<T> {
  readonly number: number
  readonly content: T
}

/** The last of the JSON files `PREFIX-1.json`, `PREFIX-2.json` ... in a folder; undefined where there is none. */
export async function lastNumbered<T>(folder: string, prefix: string): Promise<Numbered<T> | undefined> {
  const name = new RegExp(`^${prefix}-(\\d+)\\.json$`)
  const numbers = (await namesIn(folder)).flatMap((entry) => name.exec(entry)?.[1] ?? []).map(Number)
  if (numbers.length === 0) return undefined
  const number = Math.max(...numbers)
  const content = await readNumbered<T>(folder, prefix, number)
  return content === undefined ? undefined : { number, content }
}

export async function readNumbered<T>(folder: string, prefix: string, number: number): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(pathOf(folder, prefix, number), 'utf8')) as T
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

let drafts = 0

/** Makes the file, whole at once, where it is not there yet: whoever comes first has it. Tells whether it was this call. */
export async function createNumbered(folder: string, prefix: string, { number, content }: Numbered<unknown>) {
  const draft = join(folder, `.${prefix}-${process.pid}-${(drafts += 1)}`)
  await writeFile(draft, `${JSON.stringify(content)}\n`, { mode: 0o600, flush: true })
  try {
    await link(draft, pathOf(folder, prefix, number))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  } finally {
    await unlink(draft)
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

function pathOf(folder: string, prefix: string, number: number): string {
  return join(folder, `${prefix}-${number}.json`)
}

export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}
