import { describe, expect, test } from '@jest/globals'
import { containerdState } from '../../../src/modules/registry-facts/containerd-state.ts'
import { dockerState } from '../../../src/modules/registry-facts/docker-state.ts'
import type { RegistryFactSheet } from '../../../src/modules/registry-facts/facts.ts'
import { parseUnitState } from '../../../src/modules/registry-utils/unit-state.ts'
import { dockerFacts, fileWith, unitText } from '../docker-registry/docker-facts.ts'

const CONFIG = '/etc/containerd/config.toml'
const SETTINGS = {
  fileVersion: 2,
  configPath: '/etc/containerd/certs.d',
  mirrors: {},
  tls: {},
  imports: [],
  criDisabled: false,
  downloads: { cri: 3, transfer: undefined },
}

function sheet(docker: Parameters<typeof dockerFacts>[0], more: Partial<RegistryFactSheet> = {}): RegistryFactSheet {
  const { file, version, unit, info } = dockerFacts(docker)
  return {
    docker: file,
    dockerVersion: version,
    dockerUnit: unit,
    info,
    dockerHosts: new Map(),
    containerd: fileWith(CONFIG, 'version = 2\n'),
    containerdVersion: '1.7.24',
    containerdUnit: parseUnitState(unitText()),
    containerdHosts: new Map(),
    merged: { kind: 'read', settings: SETTINGS },
    ...more,
  }
}

describe('registry_facts of dockerd', () => {
  test.each([
    ['the same, spelled otherwise', '{"registry-mirrors":["http://m:5000"]}', ['http://m:5000/'], []],
    ['a mirror that it has not read', '{"registry-mirrors":["http://m:5000"]}', [], ['registry-mirrors']],
    ['a key that the file no longer has and a reload keeps', '{}', ['http://m:5000/'], ['registry-mirrors']],
    [
      'an order that means something',
      '{"registry-mirrors":["http://b","http://a"]}',
      ['http://a/', 'http://b/'],
      ['registry-mirrors'],
    ],
    ['a limit that it does not show', '{"max-concurrent-downloads":1}', [], []],
  ])('%s', (_what, text, mirrors, expected) => {
    expect(dockerState(sheet({ text, mirrors }))).toMatchObject({ running: true, not_applied: expected })
  })

  test('tells a file that dockerd would not take', () => {
    expect(dockerState(sheet({ text: '{"registry-mirrors": 5}' }))).toMatchObject({
      file: null,
      not_applied: [],
      problem: expect.stringContaining('registry-mirrors'),
    })
  })

  test('knows nothing of what a daemon uses that does not run', () => {
    expect(dockerState(sheet({ text: '{}', facts: { info: { kind: 'stopped' } } }))).toMatchObject({
      running: false,
      effective: null,
      not_applied: [],
    })
  })

  test('leaves a host without dockerd out', () => {
    expect(dockerState(sheet({ facts: { version: undefined, info: { kind: 'stopped' } } }))).toBeUndefined()
  })
})

describe('registry_facts of containerd', () => {
  test('a config.toml that is older than the daemon is what it uses', () => {
    const config = fileWith(CONFIG, 'version = 2\n', {})
    const older = { ...config, present: { ...config.present, modifiedAt: 1 } as NonNullable<typeof config.present> }
    expect(containerdState(sheet({}, { containerd: older }))).toMatchObject({
      effective: { config_path: '/etc/containerd/certs.d' },
      not_applied: [],
    })
  })

  test('of one that was changed since, it is not known what it uses', () => {
    const config = fileWith(CONFIG, 'version = 2\n')
    const newer = { ...config, present: { ...config.present, modifiedAt: 4e9 } as NonNullable<typeof config.present> }
    expect(containerdState(sheet({}, { containerd: newer }))).toMatchObject({
      effective: null,
      not_applied: ['config.toml'],
    })
  })

  test('tells a configuration that containerd refuses', () => {
    expect(containerdState(sheet({}, { merged: { kind: 'refused', reason: 'bad key' } }))).toMatchObject({
      file: null,
      problem: `containerd refuses ${CONFIG}: bad key`,
    })
  })
})
