interface Unheeded {
  readonly ini: string
  /** Absent: no variable sets it. */
  readonly env?: string
  /** Saying what holds anyway changes nothing. Absent: any value would. */
  readonly usual?: RegExp
}

const YES = /^(true|yes|on|1|y|t)$/i
const NO = /^(false|no|off|0|n|f)?$/i

/** Kinds of plugins that ansible-core loads from folders: each is Python, and none runs here. */
const PYTHON_PLUGINS = [
  ...[
    'action',
    'become',
    'cache',
    'callback',
    'connection',
    'filter',
    'inventory',
    'lookup',
    'strategy',
    'test',
    'vars',
  ],
]

/** Settings of ansible-core 2.14 (config/base.yml) that would change what happens, and that nothing here heeds yet. */
export const UNHEEDED_SETTINGS: readonly Unheeded[] = [
  ...PYTHON_PLUGINS.map((kind) => ({ ini: `defaults.${kind}_plugins`, env: `ANSIBLE_${kind.toUpperCase()}_PLUGINS` })),
  { ini: 'defaults.callbacks_enabled', env: 'ANSIBLE_CALLBACKS_ENABLED' },
  { ini: 'defaults.callback_whitelist', env: 'ANSIBLE_CALLBACK_WHITELIST' },
  { ini: 'defaults.plugin_filters_cfg' },
  { ini: 'defaults.home', env: 'ANSIBLE_HOME' },
  { ini: 'defaults.allow_unsafe_lookups', usual: NO },
  { ini: 'defaults.facts_modules', env: 'ANSIBLE_FACTS_MODULES', usual: /^smart$/ },
  { ini: 'defaults.log_filter', env: 'ANSIBLE_LOG_FILTER' },
  { ini: 'defaults.max_diff_size', env: 'ANSIBLE_MAX_DIFF_SIZE' },
  { ini: 'defaults.module_ignore_exts', env: 'ANSIBLE_MODULE_IGNORE_EXTS' },
  { ini: 'defaults.null_representation', env: 'ANSIBLE_NULL_REPRESENTATION' },
  { ini: 'defaults.playbook_vars_root', env: 'ANSIBLE_PLAYBOOK_VARS_ROOT', usual: /^top$/ },
  { ini: 'defaults.run_vars_plugins', env: 'ANSIBLE_RUN_VARS_PLUGINS', usual: /^demand$/ },
  { ini: 'defaults.string_conversion_action', env: 'ANSIBLE_STRING_CONVERSION_ACTION', usual: /^warn$/ },
  { ini: 'defaults.vars_plugins_enabled', env: 'ANSIBLE_VARS_ENABLED', usual: /^host_group_vars$/ },
  { ini: 'defaults.vault_encrypt_identity', env: 'ANSIBLE_VAULT_ENCRYPT_IDENTITY' },
  { ini: 'defaults.vault_identity', env: 'ANSIBLE_VAULT_IDENTITY', usual: /^default$/ },
  { ini: 'defaults.verbose_to_stderr', env: 'ANSIBLE_VERBOSE_TO_STDERR', usual: NO },
  { ini: 'defaults.yaml_valid_extensions', env: 'ANSIBLE_YAML_FILENAME_EXT' },
  { ini: 'inventory.cache', env: 'ANSIBLE_INVENTORY_CACHE', usual: NO },
  { ini: 'jinja2.dont_type_filters', env: 'ANSIBLE_STRING_TYPE_FILTERS' },
  { ini: 'paramiko_connection.host_key_auto_add', env: 'ANSIBLE_PARAMIKO_HOST_KEY_AUTO_ADD', usual: NO },
  { ini: 'paramiko_connection.look_for_keys', env: 'ANSIBLE_PARAMIKO_LOOK_FOR_KEYS', usual: YES },
  { ini: 'selinux.special_context_filesystems', env: 'ANSIBLE_SELINUX_SPECIAL_FS' },
]

/** Their names, as the file or the environment has them, where they are set to anything unusual. */
export function unheededSettings(
  env: Readonly<Record<string, string | undefined>>,
  ini: (key: string) => string | undefined,
): readonly string[] {
  return UNHEEDED_SETTINGS.flatMap((setting) => {
    const isUnusual = (given: string | undefined) =>
      given !== undefined && given.trim() !== '' && setting.usual?.test(given.trim()) !== true
    if (setting.env !== undefined && isUnusual(env[setting.env])) return [setting.env]
    return isUnusual(ini(setting.ini)) ? [setting.ini] : []
  })
}
