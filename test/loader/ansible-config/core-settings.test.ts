import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { ANSIBLE_SETTINGS, WITHOUT_EFFECT } from '../../../src/loader/ansible-config/ansible-settings.ts'
import type { AnsibleSetting } from '../../../src/loader/ansible-config/setting-kinds.ts'
import { UNHEEDED_SETTINGS } from '../../../src/loader/ansible-config/unheeded-settings.ts'

/** Of every setting of ansible-core 2.14 (`ansible-config list`), its key in ansible.cfg. */
const KEYS = JSON.parse(readFileSync(new URL('core-keys.json', import.meta.url), 'utf8')) as readonly string[]

/** Sections for other programs and for hosts that are none of Longshore's. */
const ELSEWHERE = /^(?:galaxy|colors|persistent_connection|netconf_connection)\./

/** The same, in a section of all kinds; and those of a cache that is not there. */
const NOT_OURS = new Set([
  ...['cliconf_plugins', 'httpapi_plugins', 'netconf_plugins', 'terminal_plugins'].map((key) => `defaults.${key}`),
  ...['network_group_modules', 'use_persistent_connections', 'win_async_startup_timeout'].map(
    (key) => `defaults.${key}`,
  ),
  ...['cache_plugin', 'cache_connection', 'cache_prefix', 'cache_timeout'].map((key) => `inventory.${key}`),
])

test('each setting of ansible-core is heeded, named as not heeded, or known to change nothing here', () => {
  const heeded = Object.values<AnsibleSetting<unknown>>(ANSIBLE_SETTINGS).flatMap(({ ini }) => ini)
  const known = new Set([...heeded, ...UNHEEDED_SETTINGS.map(({ ini }) => ini), ...WITHOUT_EFFECT, ...NOT_OURS])

  expect(KEYS.length).toBeGreaterThan(190)
  expect(KEYS.filter((key) => !known.has(key) && !ELSEWHERE.test(key))).toEqual([])
})
