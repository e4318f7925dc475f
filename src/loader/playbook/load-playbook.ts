import { readFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { ModuleIndex } from '../../model/module.ts'
import type { Playbook } from '../../model/playbook.ts'
import { fileUnreadable } from '../errors.ts'
import { decodeText } from '../yaml/decode-text.ts'
import { parsePlaybook } from './parse-playbook.ts'
import type { PlaybookChecks } from './reading.ts'

/** Reads a playbook. Its problems name the file relative to the working directory where it is below it. */
export async function loadPlaybook(
  path: string,
  modules: ModuleIndex,
  checks: PlaybookChecks = {},
): Promise<Result<Playbook, readonly LongshoreError[]>> {
  const absolute = resolve(path)
  const shown = shownName(absolute)
  const text = await readText(absolute, shown)
  if (!text.ok) return err([text.error])
  const parsed = parsePlaybook(text.value, shown, modules, checks)
  return parsed.ok ? ok({ ...parsed.value, path: absolute }) : parsed
}

async function readText(path: string, shown: string): Promise<Result<string, LongshoreError>> {
  try {
    const bytes = await readFile(path)
    if (!bytes.subarray(0, 14).equals(Buffer.from('$ANSIBLE_VAULT')))
      return decodeText(bytes, shown, 'PLAYBOOK_INVALID')
    return err(
      new LongshoreError('PLAYBOOK_INVALID', 'an encrypted playbook (Ansible Vault) is not supported yet', {
        at: { file: shown, line: 1, column: 1 },
        hint: 'Decrypt it: ansible-vault decrypt FILE',
      }),
    )
  } catch (cause) {
    return err(fileUnreadable(shown, cause))
  }
}

function shownName(path: string): string {
  const below = relative(process.cwd(), path)
  return below === '' || below.startsWith('..') ? path : below
}
