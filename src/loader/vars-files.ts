import { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Vars } from '../model/vars.ts'
import { varsNotMap, varsNotMaps } from './inventory/errors.ts'
import { isVariableName } from '../model/variable-name.ts'
import { readTextFile, withoutSecrets } from './read-text-file.ts'
import type { Vault } from './vault/vault.ts'
import { parseYaml } from './yaml/parse-yaml.ts'
import { describeNode, mapToNative, type YamlMap } from './yaml/yaml-node.ts'

/** Variables of a YAML or JSON file; an empty file has none. It may be encrypted. `shown` is how errors name it. With `warn`,
 * a key that is written twice is told to it, and no error. */
export async function loadVarsFile(
  path: string,
  shown: string = path,
  vault?: Vault,
  warn?: (message: string) => void,
): Promise<Result<Vars, readonly LongshoreError[]>> {
  return loaded({ path, shown, vault }, (text) => parseVars(text, shown, vault, warn))
}

/** As `loadVarsFile`, of a file of `vars_files`: a list of maps is one map, later ones winning (Ansible: `preprocess_vars`). */
export async function loadListedVars(
  path: string,
  vault?: Vault,
  warn?: (message: string) => void,
): Promise<Result<Vars, readonly LongshoreError[]>> {
  return loaded({ path, shown: path, vault }, (text) => parseListed(text, path, vault, warn))
}

interface VarsFile {
  readonly path: string
  readonly shown: string
  readonly vault: Vault | undefined
}

type Parsed = Result<Vars, readonly LongshoreError[]>

async function loaded({ path, shown, vault }: VarsFile, parse: (text: string) => Parsed): Promise<Parsed> {
  const file = await readTextFile({ path, shown, code: 'VARS_INVALID', vault })
  if (!file.ok) return err([file.error])
  const vars = parse(file.value.text)
  return vars.ok ? vars : err(withoutSecrets(vars.error, file.value, shown))
}

function parseListed(
  text: string,
  shown: string,
  vault: Vault | undefined,
  warn: ((message: string) => void) | undefined,
): Result<Vars, readonly LongshoreError[]> {
  const parsed = parseYaml(text, shown, 'VARS_INVALID', vault, warn)
  if (!parsed.ok) return parsed
  const root = parsed.value
  if (root.kind === 'scalar' && root.value === null) return ok({})
  const all: Vars[] = []
  for (const part of root.kind === 'list' ? root.items : [root]) {
    if (part.kind !== 'map') return err([varsNotMaps(shown, describeNode(part), part.at)])
    const vars = varsOfMap(part)
    if (!vars.ok) return vars
    all.push(vars.value)
  }
  return ok(Object.assign({}, ...all) as Vars)
}

/** Variables from YAML or JSON text. */
export function parseVars(
  text: string,
  shown: string,
  vault?: Vault,
  warn?: (message: string) => void,
): Result<Vars, readonly LongshoreError[]> {
  const parsed = parseYaml(text, shown, 'VARS_INVALID', vault, warn)
  if (!parsed.ok) return parsed
  const root = parsed.value
  if (root.kind === 'scalar' && root.value === null) return ok({})
  return root.kind === 'map' ? varsOfMap(root) : err([varsNotMap(shown, describeNode(root), root.at)])
}

/** Of a map that was read already. */
export function varsOfMap(root: YamlMap): Result<Vars, readonly LongshoreError[]> {
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
