import { resolve } from 'node:path'
import { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import { combineVars } from '../model/combine-vars.ts'
import { ON_REMOTE } from '../model/ansible-phrases.ts'
import type { Vars } from '../model/vars.ts'
import { errnoOf } from './errors.ts'
import { isVariableName } from '../model/variable-name.ts'
import { keyValueArgs } from './playbook/key-value-args.ts'
import { readTextFile, withoutSecrets } from './read-text-file.ts'
import type { Vault } from './vault/vault.ts'
import { varsOfMap } from './vars-files.ts'
import { parseYaml } from './yaml/parse-yaml.ts'

export interface ExtraVarsOptions {
  /** Files are relative to it. */
  readonly cwd: string
  /** Opens what is encrypted. Without it, nothing is. */
  readonly vault?: Vault | undefined
  /** As Ansible: words that are not name=value are passed over, and any name is taken. */
  readonly lenient?: boolean
  /** `hash_behaviour = merge`: a map goes into the one of the same name that was given before. */
  readonly mergesHashes?: boolean
}

/**
 * What `-e` was given, later ones over earlier ones: `@file`, a JSON or YAML map in braces, or `name=value name2='v 2'`, whose
 * values are text (Ansible: utils/vars.py, load_extra_vars). Files may be encrypted.
 */
export async function loadExtraVars(
  given: readonly string[],
  options: ExtraVarsOptions,
): Promise<Result<Vars, readonly LongshoreError[]>> {
  const problems: LongshoreError[] = []
  let vars: Vars = {}
  for (const text of given) {
    const read = await readOne(text.trim(), options)
    if (read.ok) vars = combineVars([vars, read.value], options.mergesHashes)
    else problems.push(...read.error)
  }
  return problems.length === 0 ? ok(vars) : err(problems)
}

async function readOne(text: string, options: ExtraVarsOptions): Promise<Result<Vars, readonly LongshoreError[]>> {
  if (/^[@{[]/.test(text)) return readMap(text, options)
  if (/^[./]/.test(text))
    return err([
      extraVarsInvalid(
        `Please prepend extra_vars filename '${text}' with '@'`,
        'A file has to have an @ before its name: -e @FILE',
      ),
    ])
  const parts = keyValueArgs(text)
  if (parts === undefined) return err([extraVarsInvalid('--extra-vars: a quote or a brace is not closed')])
  if (options.lenient === true) return ok(parts.args)
  if (parts.rest !== '') return err([extraVarsInvalid('--extra-vars: a word in it is not name=value')])
  const wrong = Object.keys(parts.args).filter((name) => !isVariableName(name))
  if (wrong.length === 0) return ok(parts.args)
  return err(wrong.map((name) => extraVarsInvalid(`--extra-vars: '${name}' cannot be the name of a variable`)))
}

/** Of a file, or of the text itself. Values may be secret: errors show the name of the file at most. */
async function readMap(
  text: string,
  { cwd, vault }: ExtraVarsOptions,
): Promise<Result<Vars, readonly LongshoreError[]>> {
  const name = text.startsWith('@') ? text.slice(1) : undefined
  const shown = name ?? '--extra-vars'
  const path = resolve(cwd, name ?? '')
  const file =
    name === undefined
      ? ok({ text, isSecret: false })
      : await readTextFile({ path, shown, code: 'VARS_INVALID', vault })
  if (!file.ok) return err([missing(file.error, path)])
  const parsed = parseYaml(file.value.text, shown, 'VARS_INVALID', vault)
  if (!parsed.ok) return err(withoutSecrets(parsed.error, file.value, shown))
  if (parsed.value.kind === 'map') return varsOfMap(parsed.value)
  const found = name === undefined ? '--extra-vars' : `'@${path}'`
  return err([extraVarsInvalid(`Invalid extra vars data supplied. ${found} could not be made into a dictionary`)])
}

/** In Ansible's words, which scripts look for. */
function missing(error: LongshoreError, path: string): LongshoreError {
  if (errnoOf(error.cause) !== 'ENOENT')
    return new LongshoreError('VARS_INVALID', error.message, { hint: 'Check the path after the @', cause: error.cause })
  const message = `Unable to retrieve file contents\nCould not find or access '${path}' on the Ansible Controller.`
  return new LongshoreError('FILE_UNREADABLE', message, {
    hint: 'Check the path after the @',
    ansible: { message: `${message}\n${ON_REMOTE}` },
  })
}

const FORMS = `Write -e "name=value", -e '{"name": "value"}' or -e @FILE`

function extraVarsInvalid(message: string, hint = FORMS): LongshoreError {
  return new LongshoreError('USAGE_INVALID', message, { hint })
}
