import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { UNHEEDED_SETTINGS, unheededSettings } from '../../../src/loader/ansible-config/unheeded-settings.ts'

describe('settings that nothing heeds', () => {
  test('are named where they would change what happens, as they were given', () => {
    const ini = new Map([['defaults.facts_modules', 'mine']])

    const named = unheededSettings({ ANSIBLE_LOG_FILTER: 'x' }, (key) => ini.get(key))

    expect(named).toEqual(['defaults.facts_modules', 'ANSIBLE_LOG_FILTER'])
  })

  test('are not named where they say what holds anyway', () => {
    const env = { ANSIBLE_INJECT_FACT_VARS: 'True', ANSIBLE_STRATEGY: 'linear', ANSIBLE_LOG_PATH: '' }

    expect(unheededSettings(env, () => undefined)).toEqual([])
  })

  test('are those of the table in the manual', () => {
    const manual = readFileSync(new URL('../../../docs/ansible-compatibility.md', import.meta.url), 'utf8')
    const table = [...manual.matchAll(/^\| `\[(\w+)\] (\w+)` \| (?:`(\w+)`|none) \|$/gm)]

    expect(
      table.map(([, section, key, env]) => ({ ini: `${section}.${key}`, ...(env !== undefined && { env }) })),
    ).toEqual(UNHEEDED_SETTINGS.map(({ ini, env }) => ({ ini, ...(env !== undefined && { env }) })))
  })
})
