import { describe, expect, test } from '@jest/globals'
import { rangesInWords } from '../../../src/registry/capabilities/in-words.ts'
import { firstWith, firstWithout, has, MATRIX, rowsOf } from '../../../src/registry/capabilities/matrix.ts'
import { isBelow, parseDockerVersion } from '../../../src/registry/version.ts'

const rows = (['docker', 'containerd', 'k3s'] as const).flatMap((runtime) =>
  rowsOf(runtime).map(([name, capability]) => ({ runtime, name, capability })),
)

describe('the capability matrix', () => {
  test.each([
    ['24.0.7', false],
    ['24.0.8', true],
    ['20.10.24', false],
    ['29.0.0', true],
  ])('Docker %s has mirrors with a path: %s', (version, expected) => {
    expect(has('docker', version, 'mirror-with-path')).toBe(expected)
  })

  test.each([
    ['2.1.6', false],
    ['2.2.0', true],
    ['2.2.1', true],
    ['2.2.2', false],
  ])('in containerd %s the default config_path meets mirrors: %s', (version, expected) => {
    expect(has('containerd', version, 'default-config-path-meets-mirrors')).toBe(expected)
  })

  test.each(rows)('$runtime, $name: ascending ranges, words and a source', ({ capability }) => {
    const { versions, what, source } = capability
    const bounds = versions.flatMap(({ since, until }) => [since, until]).filter((bound) => bound !== undefined)

    expect([what, source]).not.toContain('')
    expect(bounds.every((bound, index) => index === 0 || isBelow(bounds[index - 1] ?? '', bound))).toBe(true)
  })

  test('names the first version with something, and the first without', () => {
    expect(firstWith('containerd', 'dial-timeout')).toBe('2.0.7')
    expect(firstWithout('containerd', 'configs-tls')).toBe('2.0.0')
    expect(firstWithout('containerd', 'dial-timeout')).toBeUndefined()
  })

  test('says ranges in words, months of old Docker with two digits', () => {
    expect(rangesInWords(MATRIX.docker['mirrors-reload'].versions)).toBe('17.04.0 and later')
    expect(rangesInWords([{ until: '2.0.0' }])).toBe('before 2.0.0')
    expect(rangesInWords([{ since: '2.2.0', until: '2.2.2' }])).toBe('from 2.2.0, before 2.2.2')
    expect(rangesInWords([{}])).toBe('every version')
  })

  test('reads versions of 2017', () => {
    expect(parseDockerVersion('17.04.0-ce')).toBe('17.4.0')
  })
})
