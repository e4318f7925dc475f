import { describe, expect, test } from '@jest/globals'
import { validateRegistriesConf } from '../../../src/registry/podman/validate-registries-conf.ts'

const DOCKER = '[[registry]]\nprefix = "docker.io"\nlocation = "docker.io"\n'

function said(text: string): string[] {
  return validateRegistriesConf(text).map(({ severity, code, line, column }) => `${severity} ${code} ${line}:${column}`)
}

describe('validateRegistriesConf', () => {
  test.each([
    '',
    'unqualified-search-registries = ["docker.io"]\nshort-name-mode = "enforcing"\n',
    `${DOCKER}[[registry.mirror]]\nlocation = "m:5000/hub"\ninsecure = true\npull-from-mirror = "digest-only"\n`,
    '[[registry]]\nprefix = "*.example.com"\n',
  ])('finds nothing in %j', (text) => {
    expect(said(text)).toEqual([])
  })

  test.each([
    ['[[registry]]\nlocation = "http://m"\n', 'fatal location 2:1'],
    [`${DOCKER}[[registry.mirror]]\nlocation = "https://m"\n`, 'fatal location 5:1'],
    ['[[registry]]\ninsecure = true\n', 'fatal location 1:1'],
    ['[[registry]]\nlocation = "m"\nprefix = "a.*.com"\n', 'ignored location 3:1'],
    ['[[registry]]\nprefix = "docker.io"\n', 'fatal location 1:1'],
    ['[[registry]]\nlocation = "m"\nprefix = "https://docker.io"\n', 'fatal location 3:1'],
    [`${DOCKER}[[registry.mirror]]\ninsecure = true\n`, 'fatal location 4:1'],
    ['unqualified-search-registries = ["https://docker.io"]\n', 'fatal location 1:1'],
    ['[registry]\nlocation = "m"\n', 'fatal wrong-type 1:1'],
    [`${DOCKER}[registry.mirror]\nlocation = "m"\n`, 'fatal wrong-type 4:1'],
    ['[[registry.mirror]]\nlocation = "m"\n', 'fatal wrong-type 1:1'],
    ['registry = [{ location = "http://m" }]\n', 'fatal location 1:1'],
    ['\uFEFF', 'fatal byte-order-mark 1:1'],
    [`${DOCKER}[registries.search]\nregistries = []\n`, 'fatal mixed-versions 4:1'],
    ['[registries.search]\nregistries = ["docker.io"]\n', 'warning deprecated 1:1'],
    [`${DOCKER}${DOCKER}insecure = true\n`, 'fatal conflict 4:1'],
    ['[[registry]]\nlocation = "m"\ninsecure = "true"\n', 'fatal wrong-type 3:1'],
    ['[[registry]]\nlocaton = "m"\nprefix = "m"\n', 'ignored unknown-key 2:1'],
    [`${DOCKER}[[registry.mirror]]\nlocation = "m"\npull-from-mirror = "tags"\n`, 'fatal mode 6:1'],
    [
      `${DOCKER}mirror-by-digest-only = true\n[[registry.mirror]]\nlocation = "m"\npull-from-mirror = "all"\n`,
      'fatal conflict 7:1',
    ],
    ['short-name-mode = "strict"\n', 'fatal mode 1:1'],
    ['unqualified-search-registries = "docker.io"\n', 'fatal wrong-type 1:1'],
    ['[[registry]]\nprefix = "docker.io/alpine"\nlocation = "m/alpine"\n', 'warning library-prefix 1:1'],
    ['[[registry]\n', 'fatal syntax 2:1'],
  ])('tells %j', (text, expected) => {
    expect(said(text)).toContain(expected)
  })
})
