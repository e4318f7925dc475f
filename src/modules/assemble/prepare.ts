import { err, ok, type Result } from '../../base/result.ts'
import type { LongshoreError } from '../../base/longshore-error.ts'
import type { BindContext } from '../../model/module.ts'
import { pythonRegex } from '../module-utils/python-regex.ts'
import { validateWords } from '../module-utils/validate-words.ts'
import type { AssembleArgs } from './args.ts'
import { regexpInvalid } from './errors.ts'
import type { Fragment, Joining } from './join-fragments.ts'

export interface PreparedAssemble {
  readonly args: AssembleArgs
  readonly joining: Joining
  readonly validate: readonly string[] | undefined
  /** Of the controller. Absent: they are on the host. */
  readonly own?: readonly Fragment[]
}

/** Checks what can be checked without the host, and reads the fragments where they are the controller's. */
export async function prepareAssemble(
  args: AssembleArgs,
  context: BindContext,
): Promise<Result<PreparedAssemble, LongshoreError>> {
  const validate = validateWords(args.validate)
  if (!validate.ok) return validate
  const regexp = args.regexp === undefined ? ok(undefined) : pythonRegex(args.regexp)
  if (!regexp.ok) return err(regexpInvalid(args.regexp ?? '', regexp.error))
  const joining = { delimiter: args.delimiter, regexp: regexp.value, ignoreHidden: args.ignore_hidden }
  const prepared = { args, joining, validate: validate.value }
  if (args.remote_src) return ok(prepared)
  const own = await ownFragments(args, context)
  return own.ok ? ok({ ...prepared, own: own.value }) : own
}

async function ownFragments(
  args: AssembleArgs,
  { controller }: BindContext,
): Promise<Result<readonly Fragment[], LongshoreError>> {
  const folder = await controller.resolve(args.src, 'files')
  if (!folder.ok) return folder
  const entries = await controller.list(folder.value)
  if (!entries.ok) return entries
  const fragments: Fragment[] = []
  for (const { path, kind } of entries.value) {
    if (kind !== 'file' || path.includes('/')) continue
    const content = await controller.read(`${folder.value}/${path}`, { asIs: !args.decrypt })
    if (!content.ok) return content
    fragments.push({ name: path, content: content.value })
  }
  return ok(fragments)
}
