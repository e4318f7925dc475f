import { readFile } from '../../base/files-at-once.ts'
import { dirname, join, relative } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { fileUnreadable } from '../errors.ts'
import { decodeText } from '../yaml/decode-text.ts'
import type { ProjectFile } from './parse-project-file.ts'

const NAME = 'longshore.yml'

/** The longshore.yml of `cwd` or of the nearest folder above it; undefined where there is none. */
export async function loadProjectFile(
  cwd: string,
  home: string,
): Promise<Result<ProjectFile | undefined, readonly LongshoreError[]>> {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const path = join(folder, NAME)
    const text = await readIfThere(path, relative(cwd, path))
    if (!text.ok) return err([text.error])
    if (text.value !== undefined) {
      const { parseProjectFile } = await import('./parse-project-file.ts')
      return parseProjectFile(text.value, path, home)
    }
    if (dirname(folder) === folder) return ok(undefined)
  }
}

async function readIfThere(path: string, shown: string): Promise<Result<string | undefined, LongshoreError>> {
  try {
    return decodeText(await readFile(path), shown, 'PROJECT_FILE_INVALID')
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    return code === 'ENOENT' || code === 'ENOTDIR' ? ok(undefined) : err(fileUnreadable(shown, cause))
  }
}
