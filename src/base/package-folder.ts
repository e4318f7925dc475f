import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { LongshoreError } from './longshore-error.ts'

/** The folder of the package that this code is part of, as it was written and as it was built: where package.json is. */
export function packageFolder(from: string = import.meta.url): URL {
  let folder = new URL('.', from)
  while (!existsSync(new URL('package.json', folder))) {
    const above = new URL('..', folder)
    if (above.href === folder.href) throw incomplete(from)
    folder = above
  }
  return folder
}

function incomplete(from: string): LongshoreError {
  const message = `this installation is not complete: there is no package.json above ${fileURLToPath(from)}`
  return new LongshoreError('FILE_UNREADABLE', message, { hint: 'Install the package anew' })
}
