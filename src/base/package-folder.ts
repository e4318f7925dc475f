import { existsSync } from 'node:fs'

/** The folder of the package that this code is part of, as it was written and as it was built: where package.json is. */
export function packageFolder(): URL {
  let folder = new URL('.', import.meta.url)
  while (!existsSync(new URL('package.json', folder))) folder = new URL('..', folder)
  return folder
}
