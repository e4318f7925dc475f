import { describe, expect, test } from '@jest/globals'
import { fullName, parseImageReference } from '../../src/registry/image-reference.ts'
import { apiUrl, manifestUrl, type Consumer } from '../../src/registry/registry-urls.ts'

const ALPINE = { registry: 'docker.io', repository: 'library/alpine', reference: '3' }

describe('one mirror with a path has the manifest', () => {
  test.each<[Consumer, string, boolean, string]>([
    ['docker', 'https://h/proj', false, 'https://h/proj/v2/library/alpine/manifests/3'],
    ['docker', 'https://h/v2/base/', false, 'https://h/v2/base/v2/library/alpine/manifests/3'],
    ['containerd', 'https://h/proj', false, 'https://h/proj/v2/library/alpine/manifests/3?ns=docker.io'],
    ['containerd', 'https://h/v2/proj', true, 'https://h/v2/proj/library/alpine/manifests/3?ns=docker.io'],
    ['containerd', 'https://h/v2/', false, 'https://h/v2/library/alpine/manifests/3?ns=docker.io'],
    ['containerd', 'https://h', true, 'https://h/library/alpine/manifests/3?ns=docker.io'],
    ['containerd', 'https://registry-1.docker.io', false, 'https://registry-1.docker.io/v2/library/alpine/manifests/3'],
    ['buildkit', 'https://h/proj', false, 'https://h/v2/proj/library/alpine/manifests/3?ns=docker.io'],
    ['containers', 'https://h/proj', false, 'https://h/v2/proj/library/alpine/manifests/3'],
  ])('for %s at %s (override_path %s): %s', (consumer, url, overridePath, expected) => {
    expect(manifestUrl({ url, consumer, overridePath }, ALPINE)).toBe(expected)
  })

  test('and /v2/ below the path for dockerd alone', () => {
    const at = (consumer: Consumer) => apiUrl({ url: 'http://h:5000/proj', consumer, overridePath: false })

    expect([at('docker'), at('containerd')]).toEqual(['http://h:5000/proj/v2/', 'http://h:5000/v2/'])
  })
})

describe('names of images', () => {
  const digest = `sha256:${'0'.repeat(64)}`
  test.each([
    ['alpine', 'docker.io/library/alpine:latest'],
    ['team/app:1', 'docker.io/team/app:1'],
    ['index.docker.io/team/app', 'docker.io/team/app:latest'],
    ['docker.io/alpine:3', 'docker.io/library/alpine:3'],
    ['reg:5000/a/b/c:x_Y', 'reg:5000/a/b/c:x_Y'],
    ['localhost/a', 'localhost/a:latest'],
    [`ghcr.io/o/i:tag@${digest}`, `ghcr.io/o/i@${digest}`],
  ])('%s is %s', (text, full) => {
    const parsed = parseImageReference(text)

    expect(parsed === undefined ? undefined : fullName(parsed)).toBe(full)
  })

  test.each(['', 'UPPER', 'a//b', 'a:b:c', 'a@sha256:1', 'https://reg/a', 'a b', '-a', 'reg:5000/'])(
    '%j is none',
    (text) => {
      expect(parseImageReference(text)).toBeUndefined()
    },
  )
})
