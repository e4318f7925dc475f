import { describe, expect, test } from '@jest/globals'
import { actionFor } from '../../../src/registry/docker/action-for.ts'
import { parseDockerdFlags } from '../../../src/registry/docker/dockerd-flags.ts'
import { effectiveAfter } from '../../../src/registry/docker/effective.ts'
import { parseContainerdVersion, parseDockerVersion } from '../../../src/registry/version.ts'

const DAEMON = { version: '28.5.2', store: 'graphdriver', flags: new Map() } as const

describe('actionFor', () => {
  test.each([
    ['nothing changed', { debug: true }, { debug: true }, 'none'],
    ['a mirror more', {}, { 'registry-mirrors': ['https://m'] }, 'reload'],
    ['a limit removed', { 'max-concurrent-downloads': 9 }, {}, 'reload'],
    ['a mirror key removed', { 'registry-mirrors': ['https://m'] }, {}, 'restart'],
    ['another log driver', {}, { 'log-driver': 'local' }, 'restart'],
    ['the snapshotter switched', {}, { features: { 'containerd-snapshotter': true } }, 'restart'],
    ['another feature', {}, { features: { cdi: true } }, 'reload'],
  ])('for %s', (_situation, before, after, expected) => {
    expect(actionFor(before, after, DAEMON).action).toBe(expected)
  })

  test('never reloads Docker 24.0 with the containerd image store, which panics', () => {
    const daemon = { ...DAEMON, version: '24.0.5', store: 'containerd' } as const

    expect(actionFor({}, { debug: true }, daemon)).toEqual({
      action: 'restart',
      reasons: ['Docker 24.0.5 with the containerd image store panics on a reload'],
    })
  })

  test('restarts where a reload would lose a flag', () => {
    const flags = parseDockerdFlags(['--max-concurrent-downloads=9'])

    expect(actionFor({}, { debug: true }, { ...DAEMON, flags }).action).toBe('restart')
  })
})

describe('effectiveAfter', () => {
  const before = { mirrors: ['http://old/'], insecure: ['reg:5000'], liveRestore: true, debug: false, labels: [] }

  test('keeps by reload what the file no longer says', () => {
    expect(effectiveAfter(before, {}, 'reload', new Map())).toEqual(before)
  })

  test('forgets by restart what the file no longer says', () => {
    expect(effectiveAfter(before, {}, 'restart', new Map())).toMatchObject({
      mirrors: [],
      insecure: [],
      liveRestore: false,
    })
  })
})

test.each([
  ['Docker version 20.10.24+dfsg1, build 5d6db84', '20.10.24'],
  ['Docker version 28.5.2+dfsg4, build 3ef3c07', '28.5.2'],
  ['29.7.2', '29.7.2'],
])('reads %s', (text, version) => {
  expect(parseDockerVersion(text)).toBe(version)
})

test.each([
  ['containerd github.com/containerd/containerd 1.6.20~ds1 1.6.20~ds1-1+deb12u3', '1.6.20'],
  ['containerd github.com/containerd/containerd/v2 2.1.9+unknown ', '2.1.9'],
])('reads %s', (text, version) => {
  expect(parseContainerdVersion(text)).toBe(version)
})
