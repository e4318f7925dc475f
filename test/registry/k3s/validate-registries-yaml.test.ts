import { describe, expect, test } from '@jest/globals'
import { parseYaml } from '../../../src/loader/yaml/parse-yaml.ts'
import { validateRegistriesYaml } from '../../../src/registry/k3s/validate-registries-yaml.ts'

function said(text: string): string[] {
  const root = parseYaml(text, 'registries.yaml')
  if (!root.ok) throw new Error('not YAML')
  return validateRegistriesYaml(root.value).map(
    ({ severity, code, line, column }) => `${severity} ${code} ${line}:${column}`,
  )
}

describe('validateRegistriesYaml', () => {
  test.each([
    '',
    'mirrors:\n  docker.io:\n    endpoint:\n      - https://m:5000\n    rewrite:\n      "^library/(.*)": "hub/$1"\n',
    'mirrors:\n  "*":\nconfigs:\n  m:5000:\n    auth: {username: u, password: p}\n',
    'mirrors:\n  ghcr.io: {endpoint: [https://m]}\nconfigs:\n  m: {tls: {ca_file: /ca}}\n',
    'mirrors:\n  a: {endpoint: [http://m]}\nconfigs:\n  a: {tls: {ca_file: /c}}\n',
    'mirrors:\n  a: {endpoint: [https://m]}\nconfigs:\n  a: {tls: {ca_file: /c}}\n  m: {auth: {username: u}}\n',
  ])('finds nothing in %j', (text) => {
    expect(said(text)).toEqual([])
  })

  test.each([
    ['mirrors:\n  docker.io:\n    endpoints: [https://m]\n', 'ignored unknown-key 3:5'],
    ['mirrors:\n  docker.io:\n    endpoint: https://m\n', 'fatal wrong-type 3:15'],
    ['mirrors: [docker.io]\n', 'fatal wrong-type 1:10'],
    ['mirrors:\n  https://docker.io: {endpoint: [https://m]}\n', 'ignored host-key 2:3'],
    ['mirrors:\n  index.docker.io: {endpoint: [https://m]}\n', 'ignored host-key 2:3'],
    ['mirrors:\n  docker.io: {endpoint: [m]}\n', 'warning host 2:26'],
    ['mirrors:\n  docker.io: {endpoint: ["ftp://m"]}\n', 'ignored host 2:26'],
    ['mirrors:\n  a: {endpoint: [https://m]}\nconfigs:\n  "https://m": {}\n', 'ignored host-key 4:3'],
    ['mirrors:\n  a: {endpoint: [https://m]}\nconfigs:\n  b: {tls: {ca_file: /c}}\n', 'warning host-key 4:3'],
    ['mirrors:\n  a: {endpoint: [https://m]}\nconfigs:\n  a: {tls: {ca_file: /c}}\n', 'warning host-key 4:3'],
    ['mirrors:\n  a:\n    endpoint: [https://m]\n    rewrite: {"(?=x)": y}\n', 'fatal rewrite 4:15'],
    ['mirrors:\n  a:\n    rewrite: {"x": y}\n', 'ignored rewrite 3:14'],
    ['configs:\n  b: {tls: {insecure_skip_verify: "yes"}}\n', 'fatal wrong-type 2:35'],
  ])('tells %j', (text, expected) => {
    expect(said(text)).toContain(expected)
  })
})
