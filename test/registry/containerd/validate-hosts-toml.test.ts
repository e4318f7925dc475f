import { describe, expect, test } from '@jest/globals'
import { hostsPlaceFindings } from '../../../src/registry/containerd/hosts-place.ts'
import { validateHostsToml } from '../../../src/registry/containerd/validate-hosts-toml.ts'

const HOST = '[host."https://m"]\n'

function said(text: string, version: string): string[] {
  return validateHostsToml(text, version).map(
    ({ severity, code, line, column }) => `${severity} ${code} ${line}:${column}`,
  )
}

describe('validateHostsToml', () => {
  test.each([
    ['1.6.20', `server = "https://registry-1.docker.io"\n${HOST}  capabilities = ["pull", "Resolve"]\n`],
    ['1.7.32', 'server = "https://m"\n'],
    ['2.1.9', `${HOST}ca = ["/a", "b.pem"]\nclient = [["/c", "/k"]]\nskip_verify = true\ndial_timeout = "1h2m3.5s"\n`],
    ['2.2.0', `${HOST}capabilities = ["pull", "referrers"]\n[host."https://m".header]\nx = ["a", "b"]\ny = "c"\n`],
    ['1.7.24', 'host."https://m".capabilities = ["pull"]\n'],
    ['2.1.9', `capabilities = ["pull"]\nskip_verify = true\n${HOST}`],
    ['2.1.9', '[host."https://h/v2/proj"]\noverride_path = true\n'],
  ])('finds nothing in containerd %s with %j', (version, text) => {
    expect(said(text, version)).toEqual([])
  })

  test.each([
    ['1.7.31', 'server = "https://m"\n', 'ignored server-only 1:1'],
    ['2.1.9', `${HOST}capabilities = ["pul"]\n`, 'ignored capability 2:1'],
    ['2.1.9', `${HOST}capabilities = ["referrers"]\n`, 'ignored capability 2:1'],
    ['2.1.9', `${HOST}capabilities = "pull"\n`, 'ignored wrong-type 2:1'],
    ['2.1.9', 'server = "https://m"\nhost."https://m".skip_verify = true\n', 'ignored inline-host 2:1'],
    ['2.1.9', `${HOST}skipverify = true\n`, 'ignored unknown-key 2:1'],
    ['2.1.9', `${HOST}skip_verify = "true"\n`, 'ignored wrong-type 2:1'],
    ['1.7.24', `${HOST}dial_timeout = "2s"\n`, 'ignored no-effect 2:1'],
    ['2.0.7', `${HOST}dial_timeout = "2 s"\n`, 'ignored duration 2:1'],
    ['2.1.9', `${HOST}client = [["/c"]]\n`, 'ignored wrong-type 2:1'],
    ['2.1.9', `${HOST}[host."https://m".header]\nx = 1\n`, 'ignored wrong-type 3:1'],
    ['2.1.9', '[host."http://m"]\nskip_verify = true\n', 'warning tls-without-https 1:1'],
    ['2.1.9', '[host."m:5000"]\n', 'warning host 1:1'],
    ['2.1.9', '[host."https://h/v2/proj"]\n', 'warning host 1:1'],
    ['2.1.9', '[host."https://h"]\noverride_path = true\n', 'warning host 1:1'],
    ['2.1.9', `server = "https://docker.io"\n${HOST}`, 'fatal server 1:1'],
    ['2.1.9', `server = 1\n${HOST}`, 'ignored wrong-type 1:1'],
    ['2.1.9', '[host."https://m]\n', 'ignored syntax 1:18'],
    ['2.1.9', 'host = "https://m"\n', 'ignored wrong-type 1:1'],
  ])('tells containerd %s with %j', (version, text, expected) => {
    expect(said(text, version)).toContain(expected)
  })
})

describe('hostsPlaceFindings', () => {
  test.each([
    ['docker.io', 'hosts.toml', '1.6.20', []],
    ['_default', 'hosts.toml', '1.6.20', []],
    ['_default', 'hosts.toml', '1.6.16', ['directory-name']],
    ['reg_5000_', 'hosts.toml', '2.1.9', []],
    ['reg:5000', 'host.toml', '2.1.9', ['file-name']],
    ['registry-1.docker.io', 'hosts.toml', '2.1.9', ['directory-name']],
    ['https:--reg', 'hosts.toml', '2.1.9', ['directory-name']],
  ])('says of %s/%s in containerd %s: %j', (directory, file, version, codes) => {
    expect(hostsPlaceFindings(directory, file, version).map(({ code }) => code)).toEqual(codes)
  })
})
