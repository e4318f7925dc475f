import { describe, expect, test } from '@jest/globals'
import { parseDockerdFlags } from '../../../src/registry/docker/dockerd-flags.ts'
import { validateDaemonJson } from '../../../src/registry/docker/validate-daemon-json.ts'
import { formatFinding } from '../../../src/registry/finding.ts'

const FLAGS = parseDockerdFlags(['-H', 'fd://', '--containerd=/run/containerd/containerd.sock'])

function said(text: string, version: string): string[] {
  return validateDaemonJson(text, version, FLAGS).map(
    (finding) => `${finding.severity}: ${formatFinding(finding, 'f')}`,
  )
}

describe('validateDaemonJson', () => {
  test.each([
    [
      '20.10.24',
      '{"registry-mirrors":["https://m1","http://m2:5000/"],"insecure-registries":["m2:5000","10.0.0.0/8"]}',
    ],
    ['28.5.2', '{"registry-mirrors":["https://h"],"proxies":{"http-proxy":"http://p:3128"},"features":{"x":true}}'],
    ['23.0.0', ''],
    ['28.5.2', '\uFEFF{"debug":true}'],
  ])('lets Docker %s have %s', (version, text) => {
    expect(said(text, version)).toEqual([])
  })

  test.each([
    [
      '28.5.2',
      '{"registry-mirrors":["mirror:5000"]}',
      'fatal: f:1:2: mirror mirror:5000: the scheme is missing (write https://mirror:5000, or http:// if it has no TLS)',
    ],
    [
      '24.0.7',
      '{"registry-mirrors":["https://h/p"]}',
      'fatal: f:1:2: mirror https://h/p: Docker before 24.0.8 does not start with a path (/p) in a mirror (give the mirror a host name or port of its own)',
    ],
    [
      '28.5.2',
      '{"registry-mirrors":["https://u:secret@h"]}',
      'fatal: f:1:2: mirror https://***@h: a user name or password is not allowed (dockerd sends no credentials to a mirror: let it be read without)',
    ],
    [
      '28.5.2',
      '{"registry-mirrors":["ftp://h"]}',
      'fatal: f:1:2: mirror ftp://h: the scheme ftp:// is not one of http:// and https://',
    ],
    [
      '28.5.2',
      '{"registry-mirrors":["https://h?x"]}',
      'fatal: f:1:2: mirror https://h?x: a query (?) or fragment (#) is not allowed',
    ],
    [
      '28.5.2',
      '{"registry-mirror":["https://m"]}',
      'ignored: f:1:2: registry-mirror is the name of a flag: dockerd takes it in the file and ignores its value (write registry-mirrors)',
    ],
    [
      '28.5.2',
      '{"registry":{"registry-mirrors":[]}}',
      'ignored: f:1:2: registry is not a key of daemon.json: dockerd takes it and ignores everything in it (registry-mirrors) (write the keys in it at the top level)',
    ],
    [
      '28.5.2',
      '{"registry-mirors":[]}',
      'fatal: f:1:2: registry-mirors is not a key of daemon.json (did you mean registry-mirrors?)',
    ],
    [
      '28.5.2',
      '{\n  "registry-mirrors": "https://m"\n}',
      'fatal: f:2:3: registry-mirrors must be a list of texts, found a text (write ["https://m"])',
    ],
    [
      '28.5.2',
      '{"log-opts":{"max-file":3}}',
      'fatal: f:1:2: log-opts.max-file must be a text, found the number 3 (write "max-file": "3")',
    ],
    [
      '28.5.2',
      '{"insecure-registries":["http://reg:5000"]}',
      'warning: f:1:2: insecure registry http://reg:5000: http:// does not belong here, dockerd drops it with a warning (write reg:5000)',
    ],
    [
      '28.5.2',
      '{"insecure-registries":["http://reg:5000/"]}',
      'fatal: f:1:2: insecure registry http://reg:5000/: a path (/) does not belong here (write reg:5000)',
    ],
    [
      '28.5.2',
      '{"insecure-registries":["*.example.com"]}',
      'fatal: f:1:2: insecure registry *.example.com: wildcards are not supported (name each host, or a CIDR such as 10.0.0.0/8)',
    ],
    [
      '28.5.2',
      '{"insecure-registries":["reg:500000"]}',
      'fatal: f:1:2: insecure registry reg:500000: 500000 is not a port',
    ],
    [
      '20.10.24',
      '{"proxies":{"http-proxy":"http://p"}}',
      'fatal: f:1:2: proxies is a key of Docker 23.0.0 and later only: the daemon does not start with it',
    ],
    [
      '28.5.2',
      '{"graph":"/x"}',
      'fatal: f:1:2: graph is a key of Docker before 23.0.0 only: the daemon does not start with it (write data-root)',
    ],
    [
      '20.10.24',
      '',
      'fatal: f:1:1: the file is empty: Docker before 23.0.0 does not start with it (write {} or remove the file)',
    ],
    [
      '20.10.24',
      '{}{}',
      'ignored: f:1:3: there is more text after the closing brace: Docker before 23.0.0 ignores it, later ones do not start',
    ],
    [
      '23.0.0',
      '{}{}',
      'fatal: f:1:3: there is more text after the closing brace: Docker before 23.0.0 ignores it, later ones do not start',
    ],
    [
      '28.5.2',
      '{"debug":true,"debug":false}',
      'ignored: f:1:15: the key "debug" is there twice: readers take the last one',
    ],
    [
      '28.5.2',
      '{"hosts":["tcp://0.0.0.0:1"]}',
      'fatal: f:1:2: hosts is also given as a flag by the unit (fd://): dockerd takes it from one place only (remove it from ExecStart or from the file)',
    ],
    [
      '20.10.24',
      '{"max-download-attempts":0}',
      'fatal: f:1:2: max-download-attempts must be 1 or more before Docker 23.0.0, found 0: the daemon does not start with it',
    ],
    ['28.5.2', '{"max-concurrent-uploads":-1}', 'fatal: f:1:2: max-concurrent-uploads must not be negative, found -1'],
    [
      '28.5.2',
      '{"proxies":{"default":{"httpProxy":"x"}}}',
      'fatal: f:1:2: proxies.default is not a key of daemon.json (proxies has http-proxy, https-proxy, no-proxy)',
    ],
    [
      '26.1.5',
      '{"proxies":null}',
      'fatal: f:1:2: proxies is null: the daemon takes it for an unknown key and does not start with it (remove it)',
    ],
    [
      '28.5.2',
      '{"api-cors-header":""}',
      'ignored: f:1:2: api-cors-header has no effect: dockerd tolerates it and does nothing with it (remove it)',
    ],
    [
      '28.5.2',
      '{"api-cors-header":"*"}',
      'fatal: f:1:2: api-cors-header is a key of Docker before 28.0.0 only: the daemon does not start with it',
    ],
    [
      '20.10.24',
      '{"proxies":{}}',
      'ignored: f:1:2: proxies is not a key of daemon.json: dockerd takes it and ignores everything in it (write the keys in it at the top level)',
    ],
    [
      '26.1.5',
      '{"max-concurrent-downloads":3.0}',
      'fatal: f:1:2: max-concurrent-downloads must be a whole number, found the number 3',
    ],
    [
      '26.1.5',
      '{"labels":["a=b","a=c"]}',
      'fatal: f:1:2: label a is there with two values: the daemon does not start with it (keep one of them)',
    ],
    [
      '26.1.5',
      '{"labels":["a"]}',
      'fatal: f:1:2: label "a" has no value: the daemon does not start with it (write name=value)',
    ],
    ['26.1.5', '{"features":{"x":"true"}}', 'fatal: f:1:2: features.x must be true or false, found a text'],
    [
      '26.1.5',
      '{"default-shm-size":64}',
      'fatal: f:1:2: default-shm-size must be a size as a text, such as "64M", found the number 64',
    ],
    [
      '26.1.5',
      '{"log-level":"warning"}',
      'fatal: f:1:2: log-level warning does not exist: the daemon does not start with it (write one of panic, fatal, error, warn, info, debug, trace)',
    ],
    [
      '20.10.24',
      '{"insecure-registries":["[::1]"]}',
      'fatal: f:1:2: insecure registry [::1]: Docker before 23.0.0 does not start with an address in [ ] without a port',
    ],
    [
      '26.1.5',
      '{"registry-mirrors":["https:m"]}',
      'ignored: f:1:2: mirror https:m is taken by dockerd and can never be asked: there is no // after its scheme',
    ],
    [
      '28.5.2',
      '{"registry-mirrors":["https:m"]}',
      'fatal: f:1:2: mirror https:m: the scheme is missing (write https://m, or http:// if it has no TLS)',
    ],
    [
      '26.1.5',
      '{"registry-mirrors":["https://m:99999"]}',
      'ignored: f:1:2: mirror https://m:99999 is taken by dockerd and can never be asked: 99999 is not a port',
    ],
    [
      '20.10.24',
      '{"debug":true} // why',
      'ignored: f:1:16: there is more text after the closing brace: Docker before 23.0.0 ignores it, later ones do not start',
    ],
    ['28.5.2', '{"a":1,}', 'fatal: f:1:7: JSON has no comma after the last entry'],
    [
      '26.1.5',
      '{"ip6tables":true}',
      'fatal: f:1:2: ip6tables needs experimental before Docker 27.0.0: it is read at start, and the daemon does not start with it (add "experimental": true, or remove it)',
    ],
    [
      '28.5.2',
      '{"iptables":false,"icc":false}',
      'fatal: f:1:19: icc: false works by iptables, and iptables is false: it is read at start, and the daemon does not start with it (leave one of them on)',
    ],
    [
      '20.10.24',
      '{"ipv6":true}',
      'fatal: f:1:2: ipv6 needs fixed-cidr-v6 before Docker 28.0.0: it is read at start, and the daemon does not start with it (write a network such as fd00:1::/64 in it)',
    ],
    [
      '28.5.2',
      '{"bip":"172.17.0.1/16","bridge":"br0"}',
      'fatal: f:1:2: bip is the address of the bridge that Docker makes, and bridge names another: it is read at start, and the daemon does not start with it (keep one of them)',
    ],
    [
      '28.5.2',
      '{"default-runtime":"nvidia"}',
      'fatal: f:1:2: default-runtime nvidia is not in runtimes: it is read at start, and the daemon does not start with it (add nvidia to runtimes, or write runc)',
    ],
    [
      '28.5.2',
      '{"fixed-cidr":"10.0.0"}',
      'fatal: f:1:2: fixed-cidr 10.0.0 is no network: it is read at start, and the daemon does not start with it (write one such as 172.20.0.1/16)',
    ],
    [
      '28.5.2',
      '{"default-gateway":"gw"}',
      'fatal: f:1:2: default-gateway gw is not an address: the daemon does not start with it',
    ],
  ])('tells Docker %s with %s', (version, text, expected) => {
    expect(said(text, version)).toContain(expected)
  })

  test.each([
    ['20.10.24', '{"ip6tables":true,"experimental":true}'],
    ['27.0.0', '{"ip6tables":true}'],
    ['20.10.24', '{"default-ipc-mode":null}'],
    ['28.5.2', '{"ipv6":true}'],
    ['28.5.2', '{"default-runtime":"nvidia","runtimes":{"nvidia":{"path":"nvidia-container-runtime"}}}'],
    ['28.5.2', '{"icc":false}'],
  ])('has nothing against %s with %s', (version, text) => {
    expect(said(text, version)).toEqual([])
  })
})
