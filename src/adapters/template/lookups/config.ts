import { LookupError, textOption, textTerms, type LookupCall } from './lookup.ts'

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
}

/** `lookup('config', 'DEFAULT_FORKS')`, by the environment; what is not known is an error unless `on_missing` says otherwise. */
export function config(call: LookupCall): readonly unknown[] {
  return textTerms(call).flatMap((name) => {
    const setting = Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined
    if (setting !== undefined) return [typed(call.host.env[setting[0]], setting[1])]
    if (textOption(call, 'on_missing', 'error') === 'error') throw new LookupError(`Unable to find setting ${name}`)
    return []
  })
}

function typed(given: string | undefined, fallback: unknown): unknown {
  if (given === undefined) return fallback
  if (typeof fallback === 'number') return Number(given)
  return typeof fallback === 'boolean' ? ['1', 'true', 'yes', 'on'].includes(given.toLowerCase()) : given
}
