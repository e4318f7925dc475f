import { describe, expect, test } from '@jest/globals'
import { defaultForks } from '../../src/app/default-forks.ts'
import { machineLimits } from '../../src/cli/machine-limits.ts'
import { resolveSettings, unknownEnvironment, type SettingSources } from '../../src/app/project-settings.ts'

const NOTHING: SettingSources = {
  flags: {},
  env: {},
  projectFile: undefined,
  machine: { cores: 2, openFiles: 1024 },
}

function resolved(sources: Partial<SettingSources>) {
  const settings = resolveSettings({ ...NOTHING, ...sources })
  return settings.ok ? settings.value : settings.error.map((error) => error.message)
}

describe('settings', () => {
  test('have defaults, and leave to ssh_config what nobody says', () => {
    expect(resolved({})).toEqual({
      inventory: [],
      backups: {},
      notifications: [],
      forks: 100,
      toldForks: 100,
      shards: 'auto',
      output: 'default',
      connectTimeoutMs: 10_000,
      lock: 'auto',
      lockWaitMs: 0,
      ansible: {},
    })
  })

  test.each([
    ['a flag', { flags: { forks: '7' }, env: { LONGSHORE_FORKS: '8' } }, 7],
    ['the environment', { env: { LONGSHORE_FORKS: '8' } }, 8],
    ['the project file', { env: { LONGSHORE_FORKS: '' } }, 9],
  ])('come from %s before what is below it', (_source, sources, forks) => {
    const projectFile = { path: '/p/longshore.yml', settings: { forks: 9 } }

    expect(resolved({ ...sources, projectFile })).toMatchObject({ forks })
  })

  test('tell playbooks under the names of Ansible how many forks Ansible takes, unless somebody says', () => {
    expect(resolved({ flags: { output: 'ansible' } })).toMatchObject({ forks: 100, toldForks: 5 })
    expect(resolved({ flags: { output: 'ansible', forks: '7' } })).toMatchObject({ forks: 7, toldForks: 7 })
  })

  test.each<[string, unknown]>([
    ['auto', 'auto'],
    ['off', 'off'],
    ['3', 3],
    ['0', ["LONGSHORE_SHARDS: expected auto, off or a whole number from 1 to 16, found '0'"]],
    ['many', ["LONGSHORE_SHARDS: expected auto, off or a whole number from 1 to 16, found 'many'"]],
  ])('know shards: %s', (LONGSHORE_SHARDS, shards) => {
    const settings = resolved({ env: { LONGSHORE_SHARDS } })

    expect('shards' in settings ? settings.shards : settings).toEqual(shards)
  })

  test('take every flag and variable', () => {
    const settings = resolved({
      flags: { inventory: ['a.yml', 'b,c,'], timeout: '30', host_key_checking: 'strict', output: 'quiet' },
      env: {
        LONGSHORE_INVENTORY: 'ignored',
        LONGSHORE_REMOTE_USER: 'deploy',
        LONGSHORE_PRIVATE_KEY_FILE: 'key',
        LONGSHORE_SSH_CONFIG: 'config',
        LONGSHORE_KNOWN_HOSTS: 'known',
        LONGSHORE_RUN_TIMEOUT: '2h',
        LONGSHORE_BECOME_PASSWORD_FILE: 'b',
        LONGSHORE_CONNECTION_PASSWORD_FILE: 'c',
      },
    })

    expect(settings).toEqual({
      inventory: ['a.yml', 'b,c,'],
      backups: {},
      notifications: [],
      forks: 100,
      shards: 'auto',
      output: 'quiet',
      connectTimeoutMs: 30_000,
      lock: 'auto',
      lockWaitMs: 0,
      hostKeyChecking: 'strict',
      remoteUser: 'deploy',
      privateKeyFile: 'key',
      sshConfig: 'config',
      knownHosts: 'known',
      toldForks: 100,
      runTimeoutMs: 7_200_000,
      becomePasswordFile: 'b',
      connectionPasswordFile: 'c',
      ansible: {},
    })
  })

  test('name every flag and variable that is not usable', () => {
    expect(resolved({ flags: { forks: '0' }, env: { LONGSHORE_TIMEOUT: 'soon', LONGSHORE_OUTPUT: 'xml' } })).toEqual([
      "-f/--forks: expected a whole number from 1 to 10000, found '0'",
      "LONGSHORE_OUTPUT: expected default, ansible, json or quiet, found 'xml'",
      "LONGSHORE_TIMEOUT: expected a duration such as 30 (seconds), 90s or 2m, found 'soon'",
    ])
  })

  test('warn of a variable that sets nothing', () => {
    expect(unknownEnvironment({ LONGSHORE_FORK: '3', LONGSHORE_FORKS: '3', PATH: '/bin' })).toEqual([
      "the environment variable LONGSHORE_FORK sets nothing: did you mean 'LONGSHORE_FORKS'?",
    ])
  })
})

describe('defaultForks', () => {
  test.each([
    [{ cores: 1, openFiles: 1024 }, 50],
    [{ cores: 2, openFiles: 1024 }, 100],
    [{ cores: 64, openFiles: 1_048_576 }, 200],
    [{ cores: 8, openFiles: 256 }, 48],
    [{ cores: 8, openFiles: 32 }, 1],
    [{ cores: 2, openFiles: undefined }, 100],
  ])('for %j is %d', (machine, forks) => {
    expect(defaultForks(machine)).toBe(forks)
  })
})

describe('machineLimits', () => {
  test('are those of this machine', () => {
    const limits = machineLimits()

    expect(limits.cores).toBeGreaterThanOrEqual(1)
    expect(limits.openFiles ?? 64).toBeGreaterThanOrEqual(64)
  })
})
