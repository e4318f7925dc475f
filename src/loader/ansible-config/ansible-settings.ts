import {
  choice,
  flag,
  list,
  path,
  pathList,
  pathSpec,
  text,
  wholeNumber,
  type AnsibleSetting,
} from './setting-kinds.ts'

/** The settings of ansible.cfg that mean something here: their names and kinds are those of Ansible's config/base.yml. */
export const ANSIBLE_SETTINGS = {
  inventory: pathList(defaults('inventory')),
  forks: wholeNumber(defaults('forks')),
  timeout: wholeNumber(defaults('timeout')),
  remoteUser: text(defaults('remote_user')),
  transport: text(defaults('transport')),
  privateKeyFile: path(defaults('private_key_file')),
  hostKeyChecking: flag({
    ini: ['defaults.host_key_checking', 'ssh_connection.host_key_checking'],
    env: ['ANSIBLE_HOST_KEY_CHECKING', 'ANSIBLE_SSH_HOST_KEY_CHECKING'],
  }),
  sshCommonArgs: text(inSection('ssh_connection', 'ssh_common_args')),
  sshExtraArgs: text(inSection('ssh_connection', 'ssh_extra_args')),
  askPass: flag(defaults('ask_pass')),
  connectionPasswordFile: path(defaults('connection_password_file')),
  become: flag(inSection('privilege_escalation', 'become')),
  becomeUser: text(inSection('privilege_escalation', 'become_user')),
  becomeFlags: text(inSection('privilege_escalation', 'become_flags')),
  becomeExe: text(inSection('privilege_escalation', 'become_exe')),
  becomeMethod: text(inSection('privilege_escalation', 'become_method')),
  becomeAskPass: flag(inSection('privilege_escalation', 'become_ask_pass')),
  becomePasswordFile: path(defaults('become_password_file')),
  askVaultPass: flag(defaults('ask_vault_pass')),
  vaultPasswordFile: path(defaults('vault_password_file')),
  vaultIdMatch: flag(defaults('vault_id_match')),
  vaultIdentityList: list(defaults('vault_identity_list')),

  rolesPath: pathSpec(defaults('roles_path')),
  collectionsPath: pathSpec({
    ini: ['defaults.collections_paths', 'defaults.collections_path'],
    env: ['ANSIBLE_COLLECTIONS_PATHS', 'ANSIBLE_COLLECTIONS_PATH'],
  }),
  moduleName: text({ ini: ['defaults.module_name'], env: [] }),
  moduleArgs: text(defaults('module_args')),
  library: pathSpec(defaults('library')),
  moduleUtils: pathSpec(defaults('module_utils')),
  jinja2Extensions: list(defaults('jinja2_extensions')),
  jinja2Native: flag(defaults('jinja2_native')),
  errorOnUndefinedVars: flag(defaults('error_on_undefined_vars')),
  duplicateDictKey: choice(['error', 'warn', 'ignore'], {
    ini: ['defaults.duplicate_dict_key'],
    env: ['ANSIBLE_DUPLICATE_YAML_DICT_KEY'],
  }),
  ansibleManaged: text({ ini: ['defaults.ansible_managed'], env: [] }),
  executable: text(defaults('executable')),
  interpreterPython: text({ ini: ['defaults.interpreter_python'], env: ['ANSIBLE_PYTHON_INTERPRETER'] }),
  precedence: list(defaults('precedence')),
  hashBehaviour: choice(['replace', 'merge'], defaults('hash_behaviour')),
  strategy: text(defaults('strategy')),
  taskTimeout: wholeNumber(defaults('task_timeout')),
  errorOnMissingHandler: flag(defaults('error_on_missing_handler')),
  injectFactsAsVars: flag({ ini: ['defaults.inject_facts_as_vars'], env: ['ANSIBLE_INJECT_FACT_VARS'] }),
  privateRoleVars: flag(defaults('private_role_vars')),
  remotePort: wholeNumber(defaults('remote_port')),
  gathering: choice(['implicit', 'explicit', 'smart'], defaults('gathering')),
  gatherSubset: list(defaults('gather_subset')),
  gatherTimeout: wholeNumber(defaults('gather_timeout')),
  factPath: text(defaults('fact_path')),
  factCaching: text({ ini: ['defaults.fact_caching'], env: ['ANSIBLE_CACHE_PLUGIN'] }),
  factCachingConnection: path({ ini: ['defaults.fact_caching_connection'], env: ['ANSIBLE_CACHE_PLUGIN_CONNECTION'] }),
  factCachingPrefix: text({ ini: ['defaults.fact_caching_prefix'], env: ['ANSIBLE_CACHE_PLUGIN_PREFIX'] }),
  factCachingTimeout: wholeNumber({ ini: ['defaults.fact_caching_timeout'], env: ['ANSIBLE_CACHE_PLUGIN_TIMEOUT'] }),
  pollInterval: wholeNumber(defaults('poll_interval')),
  asyncDir: text({ ini: ['defaults.async_dir'], env: ['ANSIBLE_ASYNC_DIR'] }),
  anyErrorsFatal: flag(defaults('any_errors_fatal')),
  forceHandlers: flag(defaults('force_handlers')),
  noLog: flag(defaults('no_log')),
  runTags: list(inSection('tags', 'run', 'ANSIBLE_RUN_TAGS')),
  skipTags: list(inSection('tags', 'skip', 'ANSIBLE_SKIP_TAGS')),
  playbookDir: path(defaults('playbook_dir')),

  inventoryEnabled: list(inSection('inventory', 'enable_plugins', 'ANSIBLE_INVENTORY_ENABLED')),
  inventoryIgnoreExtensions: list({
    ini: ['defaults.inventory_ignore_extensions', 'inventory.ignore_extensions'],
    env: ['ANSIBLE_INVENTORY_IGNORE'],
  }),
  inventoryIgnorePatterns: list({
    ini: ['defaults.inventory_ignore_patterns', 'inventory.ignore_patterns'],
    env: ['ANSIBLE_INVENTORY_IGNORE_REGEX'],
  }),
  inventoryExport: flag(inSection('inventory', 'export', 'ANSIBLE_INVENTORY_EXPORT')),
  inventoryUnparsedFailed: flag(inSection('inventory', 'unparsed_is_failed', 'ANSIBLE_INVENTORY_UNPARSED_FAILED')),
  inventoryAnyUnparsedFailed: flag(
    inSection('inventory', 'any_unparsed_is_failed', 'ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED'),
  ),
  inventoryUnparsedWarning: flag(
    inSection('inventory', 'inventory_unparsed_warning', 'ANSIBLE_INVENTORY_UNPARSED_WARNING'),
  ),
  localhostWarning: flag(defaults('localhost_warning')),
  hostPatternMismatch: choice(
    ['error', 'warning', 'ignore'],
    inSection('inventory', 'host_pattern_mismatch', 'ANSIBLE_HOST_PATTERN_MISMATCH'),
  ),
  transformInvalidGroupChars: choice(['always', 'never', 'ignore', 'silently'], {
    ini: ['defaults.force_valid_group_names'],
    env: ['ANSIBLE_TRANSFORM_INVALID_GROUP_CHARS'],
  }),

  logPath: path(defaults('log_path')),
  verbosity: wholeNumber(defaults('verbosity')),
  stdoutCallback: choice(['default', 'minimal', 'oneline'], defaults('stdout_callback')),
  enableTaskDebugger: flag(defaults('enable_task_debugger')),
  taskDebuggerIgnoreErrors: flag(defaults('task_debugger_ignore_errors')),
  displayArgsToStdout: flag(defaults('display_args_to_stdout')),
  displaySkippedHosts: flag(defaults('display_skipped_hosts')),
  displayOkHosts: flag(defaults('display_ok_hosts')),
  displayFailedStderr: flag(defaults('display_failed_stderr')),
  checkModeMarkers: flag(defaults('check_mode_markers')),
  showTaskPathOnFailure: flag(defaults('show_task_path_on_failure')),
  showPerHostStart: flag(defaults('show_per_host_start')),
  showCustomStats: flag(defaults('show_custom_stats')),
  prettyResults: flag({ ini: ['defaults.callback_format_pretty'], env: ['ANSIBLE_CALLBACK_FORMAT_PRETTY'] }),
  resultFormat: choice(['json', 'yaml'], defaults('callback_result_format')),
  retryFilesEnabled: flag(defaults('retry_files_enabled')),
  retryFilesSavePath: path(defaults('retry_files_save_path')),
  diffAlways: flag(inSection('diff', 'always', 'ANSIBLE_DIFF_ALWAYS')),
  diffContext: wholeNumber(inSection('diff', 'context', 'ANSIBLE_DIFF_CONTEXT')),
  noColor: flag({ ini: ['defaults.nocolor'], env: ['ANSIBLE_NOCOLOR', 'NO_COLOR'] }),
  forceColor: flag(defaults('force_color')),
} as const satisfies Readonly<Record<string, AnsibleSetting<unknown>>>

export type AnsibleSettingName = keyof typeof ANSIBLE_SETTINGS

type ValueOf<S> = S extends AnsibleSetting<infer T> ? T : never

/** What an ansible.cfg and the environment set; paths are absolute. */
export type AnsibleConfig = { readonly [K in AnsibleSettingName]?: ValueOf<(typeof ANSIBLE_SETTINGS)[K]> }

/** Settings without a meaning here that change nothing that an operator sees: they are not warned of. */
export const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  'connection.pipelining',
  'defaults.action_warnings',
  'defaults.bin_ansible_callbacks',
  'defaults.collections_on_ansible_version_mismatch',
  'defaults.collections_scan_sys_path',
  'defaults.command_warnings',
  'defaults.cow_selection',
  'defaults.cow_whitelist',
  'defaults.cowpath',
  'defaults.cowsay_enabled_stencils',
  'defaults.debug',
  'defaults.deprecation_warnings',
  'defaults.docsite_root_url',
  'defaults.doc_fragment_plugins',
  'defaults.devel_warning',
  'defaults.internal_poll_interval',
  'defaults.invalid_task_attribute_failed',
  'defaults.jinja2_native_warning',
  'defaults.keep_remote_files',
  'defaults.local_tmp',
  'defaults.module_compression',
  'defaults.no_target_syslog',
  'defaults.nocows',
  'defaults.old_plugin_cache_clear',
  'defaults.pipelining',
  'defaults.python_module_rlimit_nofile',
  'defaults.remote_tmp',
  'defaults.su',
  'defaults.syslog_facility',
  'defaults.system_warnings',
  'defaults.validate_action_group_metadata',
  'privilege_escalation.agnostic_become_prompt',
  'privilege_escalation.become_allow_same_user',
  'selinux.libvirt_lxc_noseclabel',
  'ssh_connection.control_path',
  'ssh_connection.control_path_dir',
  'ssh_connection.pipelining',
  'ssh_connection.scp_if_ssh',
  'ssh_connection.sftp_batch_mode',
  'ssh_connection.transfer_method',
])

function defaults(key: string) {
  return inSection('defaults', key)
}

/** Most variables are named like their keys. */
function inSection(section: string, key: string, variable = `ANSIBLE_${key.toUpperCase()}`) {
  return { ini: [`${section}.${key}`], env: [variable] }
}
