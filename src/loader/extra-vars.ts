import { resolve } from 'node:path'
import { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Vars } from '../model/vars.ts'
import { isVariableName } from './playbook/fields.ts'
import { keyValueArgs } from './playbook/key-value-args.ts'
import type { Vault } from './vault/vault.ts'
import { loadVarsFile, parseVars } from './vars-files.ts'

/**
 * What `-e` was given, later ones over earlier ones: `@file`, a JSON or YAML map in braces, or `name=value name2='v 2'`, whose
 * values are text (Ansible: utils/vars.py, load_extra_vars). Files are relative to `cwd`, and may be
 * encrypted.
 */
export async function loadExtraVars(
  given: readonly string[],
  cwd: string,
  vault?: Vault,
): Promise<Result<Vars, readonly LongshoreError[]>> {
  const problems: LongshoreError[] = []
  let vars: Vars = {}
  for (const text of given) {
    const read = await readOne(text.trim(), cwd, vault)
    if (read.ok) vars = { ...vars, ...read.value }
    else problems.push(...read.error)
  }
  return problems.length === 0 ? ok(vars) : err(problems)
}

async function readOne(
  text: string,
  cwd: string,
  vault: Vault | undefined,
): Promise<Result<Vars, readonly LongshoreError[]>> {
  if (text.startsWith('@')) return loadVarsFile(resolve(cwd, text.slice(1)), text.slice(1), vault)
  if (text.startsWith('{') || text.startsWith('[')) return parseVars(text, '--extra-vars', vault)
  const parts = keyValueArgs(text)
  if (parts === undefined) return err([extraVarsInvalid(text, 'a quote or a brace is not closed')])
  if (parts.rest !== '') return err([extraVarsInvalid(text, 'a word in it is not name=value')])
  const wrong = Object.keys(parts.args).filter((name) => !isVariableName(name))
  if (wrong.length === 0) return ok(parts.args)
  return err(wrong.map((name) => extraVarsInvalid(text, `'${name}' cannot be the name of a variable`)))
}

/** Values may be secret: only what is wrong is shown. */
function extraVarsInvalid(text: string, problem: string): LongshoreError {
  const isFile = /^[./]/.test(text)
  return new LongshoreError('VARS_INVALID', `--extra-vars: ${problem}`, {
    hint: isFile
      ? 'A file has to have an @ before its name: -e @FILE'
      : `Write -e "name=value", -e '{"name": "value"}' or -e @FILE`,
  })
}
