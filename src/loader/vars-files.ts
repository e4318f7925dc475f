import { readFile } from 'node:fs/promises'
import { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Vars } from '../model/vars.ts'
import { fileUnreadable } from './errors.ts'
import { varsNotMap } from './inventory/errors.ts'
import { isVariableName } from './playbook/fields.ts'
import { decodeText } from './yaml/decode-text.ts'
import { parseYaml } from './yaml/parse-yaml.ts'
import { describeNode, mapToNative } from './yaml/yaml-node.ts'

/** Variables of a YAML or JSON file; an empty file has none. `shown` is how errors name it. */
export async function loadVarsFile(
  path: string,
  shown: string = path,
): Promise<Result<Vars, readonly LongshoreError[]>> {
  let bytes: Buffer
  try {
    bytes = await readFile(path)
  } catch (cause) {
    return err([fileUnreadable(shown, cause)])
  }
  if (bytes.subarray(0, 14).toString('latin1') === '$ANSIBLE_VAULT') {
    return err([
      new LongshoreError('VARS_INVALID', `an encrypted variables file (Ansible Vault) is not supported yet: ${shown}`, {
        at: { file: shown, line: 1, column: 1 },
        hint: 'Keep these variables in a file that is not encrypted',
      }),
    ])
  }
  const text = decodeText(bytes, shown, 'VARS_INVALID')
  return text.ok ? parseVars(text.value, shown) : err([text.error])
}

/** Variables from YAML or JSON text. */
export function parseVars(text: string, shown: string): Result<Vars, readonly LongshoreError[]> {
  const parsed = parseYaml(text, shown, 'VARS_INVALID')
  if (!parsed.ok) return parsed
  const root = parsed.value
  if (root.kind === 'scalar' && root.value === null) return ok({})
  if (root.kind !== 'map') return err([varsNotMap(shown, describeNode(root), root.at)])
  const wrong = root.entries.filter((entry) => !isVariableName(entry.key))
  if (wrong.length === 0) return ok(mapToNative(root))
  return err(wrong.map((entry) => nameInvalid(entry.key, entry.keyAt)))
}

function nameInvalid(name: string, at: LongshoreError['at']): LongshoreError {
  return new LongshoreError('VARS_INVALID', `'${name}' cannot be the name of a variable`, {
    ...(at !== undefined && { at }),
    hint: 'Use letters, digits and underscores, and begin with a letter',
  })
}
