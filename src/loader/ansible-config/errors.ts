import type { AnsibleWords } from '../../base/ansible-words.ts'
import { LongshoreError } from '../../base/longshore-error.ts'
import type { SourcePosition } from '../../base/source-position.ts'
import { pythonRepr } from '../../model/python-text.ts'
import type { AnsibleSetting } from './setting-kinds.ts'

/** A text that stands for a setting. */
export interface Given {
  /** The key of the file, or the variable. */
  readonly from: string
  readonly text: string
  readonly at: SourcePosition | undefined
}

export function configNotReadable(path: string, problem: string, at: SourcePosition): LongshoreError {
  return new LongshoreError('PROJECT_FILE_INVALID', `Error reading config file (${path}): ${problem}`, { at })
}

/** A text that a setting does not take. */
export function settingNotUsable(setting: AnsibleSetting<unknown>, { from, text, at }: Given): LongshoreError {
  const ansible = wordsOf(setting, { from, text, at })
  return new LongshoreError('PROJECT_FILE_INVALID', `${from}: expected ${setting.expected}, found '${text}'`, {
    ...(ansible !== undefined && { ansible }),
    ...(at === undefined ? {} : { at }),
  })
}

function wordsOf(setting: AnsibleSetting<unknown>, { from, text, at }: Given): AnsibleWords | undefined {
  if (/stdout_callback/i.test(from)) return { message: `Invalid callback for stdout specified: ${text}` }
  if (setting.kind === undefined || /result_format/i.test(from)) return undefined
  const message =
    setting.kind === 'choice'
      ? `Invalid value "${text}" for configuration option "setting: ${coreName(setting)} ", valid values are: ${setting.expected}`
      : `Invalid type for configuration option setting: ${coreName(setting)} (from ${at?.file ?? `env: ${from}`}): ` +
        `invalid literal for int() with base 10: ${pythonRepr(text)}`
  return { message, exitCode: 5, isOfSettings: true }
}

const WITH_DEFAULT = new Set([
  'FORKS',
  'GATHERING',
  'GATHER_TIMEOUT',
  'HASH_BEHAVIOUR',
  'POLL_INTERVAL',
  'REMOTE_PORT',
  'TIMEOUT',
  'VERBOSITY',
])

/** What ansible-core calls a setting (config/base.yml). */
function coreName({ env }: AnsibleSetting<unknown>): string {
  const name = (env[0] ?? '').replace('ANSIBLE_', '')
  return WITH_DEFAULT.has(name) ? `DEFAULT_${name}` : name
}
