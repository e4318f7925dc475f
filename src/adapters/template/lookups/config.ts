import { pythonStr } from '../python/text.ts'
import { typeName } from '../python/values.ts'
import { choiceOption, flattened, LookupError, LookupOptionError, type LookupCall, type LookupHost } from './lookup.ts'

/** Settings of Ansible that mean the same here: the environment variable that sets one, and its default. */
const SETTINGS: Readonly<Record<string, readonly [string, unknown]>> = {
  DEFAULT_FORKS: ['ANSIBLE_FORKS', 5],
  DEFAULT_TIMEOUT: ['ANSIBLE_TIMEOUT', 10],
  DEFAULT_REMOTE_USER: ['ANSIBLE_REMOTE_USER', null],
  DEFAULT_BECOME: ['ANSIBLE_BECOME', false],
  DEFAULT_BECOME_METHOD: ['ANSIBLE_BECOME_METHOD', 'sudo'],
  DEFAULT_BECOME_USER: ['ANSIBLE_BECOME_USER', 'root'],
  DEFAULT_GATHERING: ['ANSIBLE_GATHERING', 'implicit'],
  DEFAULT_STRATEGY: ['ANSIBLE_STRATEGY', 'linear'],
  DEFAULT_HASH_BEHAVIOUR: ['ANSIBLE_HASH_BEHAVIOUR', 'replace'],
  DEFAULT_MANAGED_STR: ['ANSIBLE_MANAGED', 'Ansible managed'],
  DEFAULT_JINJA2_NATIVE: ['ANSIBLE_JINJA2_NATIVE', false],
  HOST_KEY_CHECKING: ['ANSIBLE_HOST_KEY_CHECKING', true],
  RETRY_FILES_ENABLED: ['ANSIBLE_RETRY_FILES_ENABLED', false],
  DEFAULT_ROLES_PATH: ['ANSIBLE_ROLES_PATH', ['~/.ansible/roles', '/usr/share/ansible/roles', '/etc/ansible/roles']],
  DEFAULT_HOST_LIST: ['ANSIBLE_INVENTORY', ['/etc/ansible/hosts']],
  COLLECTIONS_PATHS: ['ANSIBLE_COLLECTIONS_PATH', ['~/.ansible/collections', '/usr/share/ansible/collections']],
  DEFAULT_BECOME_ASK_PASS: ['ANSIBLE_BECOME_ASK_PASS', false],
  DEFAULT_FORCE_HANDLERS: ['ANSIBLE_FORCE_HANDLERS', false],
  DEFAULT_POLL_INTERVAL: ['ANSIBLE_POLL_INTERVAL', 15],
  DEFAULT_PRIVATE_KEY_FILE: ['ANSIBLE_PRIVATE_KEY_FILE', null],
  DEFAULT_STDOUT_CALLBACK: ['ANSIBLE_STDOUT_CALLBACK', 'default'],
  DEFAULT_TRANSPORT: ['ANSIBLE_TRANSPORT', 'smart'],
  DEFAULT_VAULT_IDENTITY: ['ANSIBLE_VAULT_IDENTITY', 'default'],
  DEFAULT_VERBOSITY: ['ANSIBLE_VERBOSITY', 0],
  DEPRECATION_WARNINGS: ['ANSIBLE_DEPRECATION_WARNINGS', true],
  DIFF_ALWAYS: ['ANSIBLE_DIFF_ALWAYS', false],
  DIFF_CONTEXT: ['ANSIBLE_DIFF_CONTEXT', 3],
  DISPLAY_SKIPPED_HOSTS: ['ANSIBLE_DISPLAY_SKIPPED_HOSTS', true],
  ERROR_ON_MISSING_HANDLER: ['ANSIBLE_ERROR_ON_MISSING_HANDLER', true],
  INJECT_FACTS_AS_VARS: ['ANSIBLE_INJECT_FACT_VARS', true],
}

/** `lookup('config', 'DEFAULT_FORKS')`, by the environment; what is not known is an error unless `on_missing` says otherwise. */
export function config(call: LookupCall): readonly unknown[] {
  const missing = choiceOption(call, 'config', 'on_missing', ['error', 'skip', 'warn'])
  return flattened(call.terms).flatMap((name) => {
    if (typeof name !== 'string')
      throw new LookupOptionError(
        `Invalid setting identifier, "${pythonStr(name)}" is not a string, its a <class '${typeName(name)}'>`,
      )
    const setting = Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined
    if (setting !== undefined) return [typed(call.host, ...setting)]
    if (missing === 'error') throw new LookupError(`Unable to find setting ${name}`, { isAlone: true })
    return []
  })
}

function typed({ env, home }: LookupHost, variable: string, fallback: unknown): unknown {
  const given = env[variable]
  if (Array.isArray(fallback)) return (given?.split(':') ?? fallback).map((path) => String(path).replace(/^~/, home))
  if (given === undefined) return fallback
  if (typeof fallback === 'number') return Number(given)
  return typeof fallback === 'boolean' ? ['1', 'true', 'yes', 'on'].includes(given.toLowerCase()) : given
}
