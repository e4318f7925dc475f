interface Unheeded {
  readonly ini: string
  readonly env: string
  /** Saying what holds anyway changes nothing. Absent: any value would. */
  readonly usual?: RegExp
}

const YES = /^(true|yes|on|1|y|t)$/i
const NO = /^(false|no|off|0|n|f)?$/i

/** Settings of ansible-core 2.14 (config/base.yml) that would change what happens, and that nothing here heeds yet. */
export const UNHEEDED_SETTINGS: readonly Unheeded[] = [
  { ini: 'defaults.error_on_undefined_vars', env: 'ANSIBLE_ERROR_ON_UNDEFINED_VARS', usual: YES },
  { ini: 'defaults.enable_task_debugger', env: 'ANSIBLE_ENABLE_TASK_DEBUGGER', usual: NO },
  { ini: 'defaults.invalid_task_attribute_failed', env: 'ANSIBLE_INVALID_TASK_ATTRIBUTE_FAILED', usual: YES },
  { ini: 'defaults.display_args_to_stdout', env: 'ANSIBLE_DISPLAY_ARGS_TO_STDOUT', usual: NO },
  { ini: 'defaults.executable', env: 'ANSIBLE_EXECUTABLE', usual: /^\/bin\/sh$/ },
  { ini: 'defaults.precedence', env: 'ANSIBLE_PRECEDENCE' },
  { ini: 'defaults.vault_id_match', env: 'ANSIBLE_VAULT_ID_MATCH', usual: NO },
]

/** Their names, as the file or the environment has them, where they are set to anything unusual. */
export function unheededSettings(
  env: Readonly<Record<string, string | undefined>>,
  ini: (key: string) => string | undefined,
): readonly string[] {
  return UNHEEDED_SETTINGS.flatMap((setting) => {
    const isUnusual = (given: string | undefined) =>
      given !== undefined && given.trim() !== '' && setting.usual?.test(given.trim()) !== true
    if (isUnusual(env[setting.env])) return [setting.env]
    return isUnusual(ini(setting.ini)) ? [setting.ini] : []
  })
}
