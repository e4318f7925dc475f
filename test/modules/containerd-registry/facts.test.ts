import { describe, expect, test } from '@jest/globals'
import { containerdRegistryArgs } from '../../../src/modules/containerd-registry/args.ts'
import { containerdRegistryFacts } from '../../../src/modules/containerd-registry/facts.ts'
import { outputOf, parsed, recorded } from '../docker-registry/recorded.ts'

const FACTS = containerdRegistryFacts(containerdRegistryArgs.parse({}))
const CRI = ['io.containerd.grpc.v1 cri ok']

describe.each([
  ['1.6.20', CRI, 2],
  ['1.7.24', CRI, 2],
  ['2.1.9', ['io.containerd.cri.v1 images ok', 'io.containerd.cri.v1 runtime ok', ...CRI], 3],
])('the facts of a host with containerd %s', (version, rows, fileVersion) => {
  test('of the binary, the unit and the CRI plugin', () => {
    expect(parsed(FACTS.version, recorded(`containerd/${version}/version`))).toBe(version)
    expect(parsed(FACTS.unit, recorded(`containerd/${version}/unit`))).toMatchObject({ loaded: true, active: 'active' })
    expect(parsed(FACTS.cri, recorded(`containerd/${version}/cri`))).toEqual(rows)
  })

  test('of the merged configuration with a config_path', () => {
    expect(parsed(FACTS.dump, recorded(`containerd/${version}/dump-config-path`))).toMatchObject({
      kind: 'read',
      settings: { fileVersion, configPath: '/etc/containerd/certs.d', mirrors: {}, criDisabled: false },
    })
  })

  test('of the merged configuration with deprecated mirrors', () => {
    expect(parsed(FACTS.dump, recorded(`containerd/${version}/dump-mirrors`))).toMatchObject({
      kind: 'read',
      settings: { fileVersion, configPath: '', mirrors: { 'docker.io': ['http://10.77.0.1:5000'] } },
    })
  })

  test('of the files', () => {
    const config = parsed(FACTS.config, recorded(`containerd/${version}/config-config-path`))

    expect(config.present?.bytes.toString()).toMatch(/^version = \d\n\[plugins[^]*certs\.d"\n$/)
    expect(parsed(FACTS.folder, recorded(`containerd/${version}/folder-filled`))).toEqual({
      exists: true,
      names: ['_default', 'docker.io'],
    })
  })
})

test.each([
  ['no file', outputOf('', 44), { kind: 'absent' }],
  [
    'a file that containerd refuses',
    outputOf('', 1, 'containerd: a\ncontainerd: b'),
    { kind: 'refused', reason: 'containerd: b' },
  ],
])('%s is not a merged configuration', (_situation, output, dump) => {
  expect(parsed(FACTS.dump, output)).toEqual(dump)
})

test.each(['1.6.20', '1.7.24', '2.1.9'])('dockerd does not go down with containerd %s: its unit says so', (version) => {
  expect(parsed(FACTS.docker, recorded(`containerd/${version}/docker`)).requires).not.toContain('containerd.service')
})

test.each([
  ['exactly, where date has fractions', 'Clock=1000.900 500.50', 950.5],
  ['not too early, where it has none', 'Clock=1000 500.50', 950.6],
])('the start of a unit is known %s', (_situation, clock, startedAt) => {
  const text = `LoadState=loaded\nActiveState=active\nExecMainStartTimestampMonotonic=450100000\n${clock}\n\n`

  const unit = parsed(FACTS.unit, outputOf(text))

  expect(unit.startedAt).toBeCloseTo(startedAt, 5)
})
