import * as z from 'zod'
import { err, ok } from '../../base/result.ts'
import type { ControllerContext, ControllerOutcome } from '../../model/controller-module.ts'
import type { Vars } from '../../model/vars.ts'
import { isEncrypted } from '../../model/vault/envelope.ts'
import { argsObject, boolArg, intArg, textArg, textListArg } from '../arg-types.ts'
import { defineControllerModule } from '../define-module.ts'
import { folderMissing, sourceMissing, sourcesMixed } from './errors.ts'
import { filesIn } from './files-in.ts'
import { mergedVars } from './merge-vars.ts'

const args = argsObject(() => ({
  _raw_params: textArg().optional().describe('The file'),
  file: textArg().optional().describe('The file: in vars/ of the role or beside the playbook, or beside it'),
  dir: textArg().optional().describe('A folder: all files below it, in the order of their names'),
  name: textArg().optional().describe('Keep the variables as a map under this name'),
  depth: intArg().default(0).describe('How many folders deep; 0 for all'),
  files_matching: textArg().optional().describe('A regular expression for the names of files in dir'),
  ignore_files: textListArg().optional().describe('Regular expressions of names in dir to leave out'),
  extensions: textListArg().default(['yaml', 'yml', 'json']).describe('What the files may end in'),
  ignore_unknown_extensions: boolArg().default(false).describe('Leave out other files in dir instead of failing'),
  hash_behaviour: z
    .enum(['replace', 'merge'])
    .default('replace')
    .describe('What becomes of maps that are there already: replaced, or merged with those of the files'),
}))

export type IncludeVarsArgs = z.output<typeof args>

/** Loads variables from files while the play runs. */
export const includeVars = defineControllerModule({
  name: 'include_vars',
  summary: 'Load variables from files while the play runs',
  args,
  returns: {
    ansible_facts: 'The variables, templates as they are written',
    ansible_included_var_files: 'The files',
    message: 'Why the files cannot be loaded, where that is so',
  },
  freeForm: true,
  async run(given, context) {
    if (given.dir !== undefined && fileOf(given) !== undefined)
      return { changed: false, values: {}, failed: sourcesMixed() }
    const files = await sourcesOf(given, context)
    if (!files.ok) return failed(files.error, given)
    const vars: Record<string, unknown> = {}
    let isSecret = false
    for (const [index, file] of files.value.entries()) {
      const loaded = await context.loadVars(file)
      if (!loaded.ok) return failed(loaded.error, given, files.value.slice(0, index))
      Object.assign(vars, loaded.value)
      isSecret ||= await isFromVault(file, context)
    }
    const named: Vars = given.name === undefined ? vars : { [given.name]: vars }
    const found = given.hash_behaviour === 'merge' ? mergedVars(named, context) : named
    return {
      changed: false,
      values: { ansible_facts: found, ansible_included_var_files: files.value },
      fileVars: found,
      ...(isSecret && { isSecret }),
    }
  },
})

async function isFromVault(file: string, { controller }: ControllerContext): Promise<boolean> {
  const content = await controller.read(file, { asIs: true })
  return content.ok && isEncrypted(content.value)
}

async function sourcesOf(given: IncludeVarsArgs, context: ControllerContext) {
  const { controller } = context
  const file = fileOf(given)
  if (file !== undefined) {
    const source = await controller.resolve(file, 'vars')
    return source.ok ? ok([source.value]) : source
  }
  if (given.dir === undefined) return err(sourceMissing())
  const source = await controller.resolve(given.dir, isInRole(context) ? 'vars' : '.')
  return source.ok ? filesIn(source.value, given, controller) : err(folderMissing(given.dir, source.error.hint))
}

/** A folder is looked for in the `vars` of a role, and in no `vars` elsewhere (Ansible). */
function isInRole(context: ControllerContext): boolean {
  return context.evaluate('role_path').ok
}

function fileOf({ _raw_params, file }: IncludeVarsArgs): string | undefined {
  return _raw_params ?? file
}

/** `loaded` are the files before the one that cannot be. */
function failed(
  error: NonNullable<ControllerOutcome['failed']>,
  { name }: IncludeVarsArgs,
  loaded: readonly string[] = [],
): ControllerOutcome {
  const nothing = { ansible_facts: name === undefined ? {} : { [name]: {} }, ansible_included_var_files: loaded }
  return { changed: false, values: { ...nothing, message: error.message }, failed: error }
}
