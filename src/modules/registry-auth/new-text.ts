import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { has } from '../../registry/capabilities/matrix.ts'
import { removeOwnFields, setOwnFields } from '../../registry/containerd/own-table.ts'
import { authKey, readClientConfig, setAuth } from '../../registry/docker/client-config.ts'
import type { TextProblem } from '../../text-edit/text-problem.ts'
import { textBroken } from '../containerd-registry/errors.ts'
import type { RegistryAuthArgs } from './args.ts'
import { containerdMissing, containerdTooOld, fileBroken, helperIsAsked, helperMissing } from './errors.ts'
import type { RegistryAuthFacts } from './facts.ts'

/** The file as it has to be; undefined where it has to go. */
export function newText(
  args: RegistryAuthArgs,
  facts: RegistryAuthFacts,
  before: string,
): Result<string | undefined, LongshoreError> {
  return args.consumer === 'containerd' ? hostsText(args, facts, before) : jsonText(args, facts, before)
}

function credentialOf({ state, username = '', password = '' }: RegistryAuthArgs): string | undefined {
  return state === 'absent' ? undefined : Buffer.from(`${username}:${password}`).toString('base64')
}

function hostsText(
  args: RegistryAuthArgs,
  { version, file }: RegistryAuthFacts,
  before: string,
): Result<string | undefined, LongshoreError> {
  if (version === undefined) return err(containerdMissing())
  if (!has('containerd', version, 'config-path')) return err(containerdTooOld(version))
  const credential = credentialOf(args)
  const path = ['header', 'authorization']
  const edited: Result<string | undefined, TextProblem> =
    credential === undefined
      ? removeOwnFields(before, args.registry, [path])
      : setOwnFields(before, args.registry, [[path, `Basic ${credential}`]])
  return edited.ok ? edited : err(textBroken(file.path, edited.error))
}

function jsonText(
  args: RegistryAuthArgs,
  { file, helpers }: RegistryAuthFacts,
  before: string,
): Result<string | undefined, LongshoreError> {
  const isPodman = args.consumer === 'podman'
  const config = readClientConfig(before, args.registry, isPodman)
  if (!config.ok) return err(firstProblem(file.path, config.error))
  const { helper } = config.value
  if (helper !== undefined && args.state === 'present') {
    const isThere = helpers.includes(helper.name)
    return err((isThere ? helperIsAsked : helperMissing)(file.path, helper.key, helper.name))
  }
  const edited = setAuth(before, config.value, authKey(args.registry, isPodman), credentialOf(args))
  if (!edited.ok) return err(firstProblem(file.path, edited.error))
  return ok(file.present === undefined && edited.value === '' ? undefined : edited.value)
}

function firstProblem(path: string, problems: readonly TextProblem[]): LongshoreError {
  const [first] = problems
  if (first === undefined) throw new Error('a text that cannot be read has a problem')
  return fileBroken(path, first)
}
