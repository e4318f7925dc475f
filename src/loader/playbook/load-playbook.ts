import { resolve } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { ModuleIndex } from '../../model/module.ts'
import type { Playbook } from '../../model/playbook.ts'
import { readTextFile, withoutSecrets } from '../read-text-file.ts'
import { parsePlaybook } from './parse-playbook.ts'
import type { PlaybookChecks } from './reading.ts'
import { shownName } from './shown-name.ts'

/** Reads a playbook. Its problems name the file relative to the working directory where it is below it. */
export async function loadPlaybook(
  path: string,
  modules: ModuleIndex,
  checks: PlaybookChecks = {},
): Promise<Result<Playbook, readonly LongshoreError[]>> {
  const absolute = resolve(path)
  const shown = shownName(absolute)
  const file = await readTextFile({ path: absolute, shown, code: 'PLAYBOOK_INVALID', vault: checks.vault })
  if (!file.ok) return err([file.error])
  const parsed = parsePlaybook(file.value.text, shown, modules, checks)
  if (!parsed.ok) return err(withoutSecrets(parsed.error, file.value, shown))
  return ok({ ...parsed.value, path: absolute })
}
