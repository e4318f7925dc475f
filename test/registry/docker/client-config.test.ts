import { describe, expect, test } from '@jest/globals'
import { authKey, readClientConfig } from '../../../src/registry/docker/client-config.ts'

test.each([
  ['docker.io', false, 'https://index.docker.io/v1/'],
  ['docker.io', true, 'docker.io'],
  ['reg:5000', false, 'reg:5000'],
])('the key of %s (podman: %s) is %s', (registry, isPodman, key) => {
  expect(authKey(registry, isPodman)).toBe(key)
})

describe('a config.json', () => {
  test.each([
    ['docker.io', '{"auths": {"https://index.docker.io/v1/": {}}}', ['https://index.docker.io/v1/']],
    [
      'reg:5000',
      '{"auths": {"https://reg:5000/v2/": {}, "reg:5000": {}, "reg": {}}}',
      ['https://reg:5000/v2/', 'reg:5000'],
    ],
    ['reg:5000', '{"auths": null}', []],
    ['reg:5000', '', []],
  ])('has for %s in %s the keys %j', (registry, text, keys) => {
    expect(readClientConfig(text, registry, false)).toMatchObject({ value: { keys } })
  })

  test.each([
    ['{"credsStore": "pass"}', { key: 'credsStore', name: 'pass' }],
    ['{"credsStore": "pass", "credHelpers": {"reg:5000": "ecr"}}', { key: 'credHelpers', name: 'ecr' }],
    ['{"credsStore": "", "credHelpers": {"other": "ecr"}}', undefined],
  ])('%s asks %j', (text, helper) => {
    expect(readClientConfig(text, 'reg:5000', false)).toMatchObject({ value: { helper } })
  })
})
