import { describe, expect, test } from '@jest/globals'
import { registryConfig } from '../../../src/modules/registry-config/index.ts'

const hub = (...mirrors: unknown[]) => ({ mirrors: { 'docker.io': mirrors } })

describe('registry_config refuses, before it connects,', () => {
  test.each<[string, Record<string, unknown>, RegExp]>([
    ['a mirror without a scheme', hub('10.77.0.1:5000'), /the scheme is missing \(write https:\/\/10\.77\.0\.1:5000/],
    ['a mirror of another scheme', hub('ftp://m'), /ftp:\/\/ is not one of/],
    ['credentials in a URL', hub('https://u:secret@m'), /\*\*\*@m: a user name or password is not allowed/],
    ['another name of Docker Hub', { mirrors: { 'index.docker.io': ['http://m'] } }, /write docker\.io/],
    ['a registry with a scheme', { mirrors: { 'https://ghcr.io': ['http://m'] } }, /a scheme does not belong here/],
    ['a CIDR that is none', { insecure: ['10.0.0.0/40'] }, /a path \(\/40\) does not belong here/],
    ['an insecure registry with a scheme', { insecure: ['http://reg:5000'] }, /does not belong here/],
    ['a wildcard', { insecure: ['*.example.com'] }, /wildcards are not supported/],
    ['a CA by a relative path', hub({ url: 'https://m', tls: { ca: 'ca.pem' } }), /absolute path on the host/],
    ['half a client certificate', hub({ url: 'https://m', tls: { client_cert: '/c' } }), /belong together/],
    ['a duration that is none', hub({ url: 'https://m', dial_timeout: '2' }), /not a duration such as 2s/],
    ['a capability that does not exist', hub({ url: 'https://m', capabilities: ['pul'] }), /capabilities/],
    ['a runtime that does not exist', { runtimes: ['dokcer'] }, /runtimes/],
    ['credentials', { credentials: { 'docker.io': 'me' } }, /registry_auth puts credentials/],
    ['an argument that does not exist', { mirors: {} }, /mirrors/],
    ['no parallel pull at all', { parallel_pulls: 0 }, /1 or more/],
  ])('%s', (_, args, message) => {
    const error = registryConfig.check(args)

    expect(error?.code).toBe('MODULE_ARGS_INVALID')
    expect(error?.message).toMatch(message)
    expect(error?.message).not.toContain('secret')
  })

  test('nothing of the example of the manual', () => {
    const args = { ...hub({ url: 'http://10.77.0.1:5000' }), insecure: ['10.77.0.1:5000'] }

    expect(registryConfig.check(args as never)).toBeUndefined()
  })
})
