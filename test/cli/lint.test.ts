import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { runCli } from '../../src/cli/run-cli.ts'
import { compositionFor } from '../kit/composition.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lint-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

async function lint(...argv: readonly string[]) {
  const { composition, stdout, stderr } = compositionFor(folder)
  const exitCode = await runCli(['lint', ...argv], composition)
  return { exitCode, stdout: stdout(), stderr: stderr() }
}

describe('longshore lint', () => {
  test('says where, what becomes of it and what to write instead', async () => {
    write('daemon.json', '{\n  "registry-mirror": ["https://m"]\n}\n')

    expect(await lint('daemon.json', '--runtime', 'docker=26.1.5')).toEqual({
      exitCode: 1,
      stdout:
        'daemon.json:2:3: ignored: registry-mirror is the name of a flag: dockerd takes it in the file and ignores its value [flag-name]\n' +
        '    fix: write registry-mirrors\n1 file, 1 error, 0 warnings\n',
      stderr: '',
    })
  })

  test('ends well with warnings alone', async () => {
    write('daemon.json', '{"insecure-registries": ["http://reg:5000"]}')

    expect(await lint('daemon.json')).toMatchObject({ exitCode: 0 })
  })

  test('finds files of known names in a folder, and leaves others alone', async () => {
    write('etc/docker/daemon.json', '{}')
    write('etc/containerd/config.toml', 'version = 2\n')
    write('etc/containerd/certs.d/docker.io/host.toml', '[host."https://m"]\n')
    write('etc/containers/registries.conf.d/a.conf', '')
    write('etc/rancher/k3s/registries.yaml', '')
    write('etc/other.json', '{')

    const { stdout } = await lint('.', '--output', 'json', '--runtime', 'containerd=1.7.24')

    expect(JSON.parse(stdout)).toMatchObject({
      files: [
        'etc/containerd/certs.d/docker.io/host.toml',
        'etc/containerd/config.toml',
        'etc/containers/registries.conf.d/a.conf',
        'etc/docker/daemon.json',
        'etc/rancher/k3s/registries.yaml',
      ],
      findings: [{ file: 'etc/containerd/certs.d/docker.io/host.toml', code: 'file-name', severity: 'ignored' }],
    })
  })

  test('judges what a config.toml imports along with it, once, and names the file', async () => {
    const cri = '[plugins."io.containerd.grpc.v1.cri".registry'
    write(
      'etc/containerd/config.toml',
      `imports = ["/etc/containerd/conf.d/*.toml"]\nversion = 2\n${cri}]\nconfig_path = "/x"\n`,
    )
    write('etc/containerd/conf.d/a.toml', `version = 2\n${cri}.mirrors."docker.io"]\nendpoint = ["https://m"]\n`)

    const { stdout, exitCode } = await lint('etc', '--output', 'json', '--runtime', 'containerd=2.1.9')

    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      files: ['etc/containerd/conf.d/a.toml', 'etc/containerd/config.toml'],
      findings: [{ file: 'etc/containerd/conf.d/a.toml', line: 2, code: 'mirrors-and-config-path', severity: 'fatal' }],
    })
  })

  test('judges inventories and the variables beside them, without running a program', async () => {
    write('inventory.yml', 'all: {hosts: {web: {}}, childrn: {}}\n')
    write('hosts', '#!/bin/sh\nexit 1\n')
    write('good.yml', 'runtimes: {hosts: {web: {ansible_host: 10.77.0.11}}}\n')
    write('group_vars/runtimes.yml', 'mirror: [\n')
    chmodSync(join(folder, 'hosts'), 0o755)

    const bad = await lint('inventory.yml')
    const program = await lint('hosts', '--output', 'json')
    const beside = await lint('good.yml', '--output', 'json')

    expect(bad).toMatchObject({ exitCode: 1 })
    expect(bad.stdout).toMatch(/^inventory\.yml:1:\d+: error: .*childrn/)
    expect(program.exitCode).toBe(1)
    expect(JSON.parse(beside.stdout)).toMatchObject({ findings: [{ file: 'group_vars/runtimes.yml', line: 2 }] })
  })

  test.each([
    [['--runtime', 'docker=20.10.24'], 'ignored'],
    [['--runtime', 'docker=26.1.5'], 'fatal'],
    [[], 'ignored'],
  ])('with %j, a second object in the file is %s', async (flags, severity) => {
    write('daemon.json', '{}\n{}\n')

    const { stdout } = await lint('daemon.json', '--output', 'json', ...flags)

    expect(JSON.parse(stdout)).toMatchObject({ findings: [{ code: 'trailing-content', severity, line: 2 }] })
  })

  test('without a version, what only some versions mind is a warning that names them', async () => {
    write('daemon.json', '{"proxies": {"no-proxy": "a"}}')

    const { exitCode, stdout } = await lint('daemon.json')

    expect(exitCode).toBe(0)
    expect(stdout).toContain('warning: proxies is a key of Docker 23.0.0 and later only')
  })

  test.each([
    ['UTF-16', Buffer.from('\uFEFF{}', 'utf16le'), '20.10.24', 1],
    ['UTF-16', Buffer.from('\uFEFF{}', 'utf16le'), '26.1.5', 0],
    ['a byte order mark', Buffer.from('\uFEFF{}'), '20.10.24', 1],
    ['a byte that is not UTF-8', Buffer.from('{"labels":["a=\xff"]}', 'latin1'), '26.1.5', 1],
    ['a byte that is not UTF-8', Buffer.from('{"labels":["a=\xff"]}', 'latin1'), '20.10.24', 0],
  ])('reads bytes: %s', async (_, bytes, version, exitCode) => {
    write('daemon.json', bytes)

    expect(await lint('daemon.json', '--runtime', `docker=${version}`)).toMatchObject({ exitCode })
  })

  test('knows the flags of the unit, its drop-ins and its environment file', async () => {
    write('daemon.json', '{"hosts": ["tcp://0.0.0.0:2375"], "debug": true, "labels": ["a=b"]}')
    write('docker.service', '[Service]\nExecStart=/usr/bin/dockerd -H fd:// $DOCKER_OPTS\n')
    write(
      'drop-in.conf',
      '[Service]\nEnvironment="WHERE=a=c"\nExecStart=\nExecStart=/usr/bin/dockerd \\\n  $DOCKER_OPTS --label=${WHERE}\n',
    )
    write('default', '# ours\nDOCKER_OPTS="-D"\n')

    const one = await lint('daemon.json', '--unit', 'docker.service')
    const all = await lint(
      'daemon.json',
      '--unit',
      'docker.service',
      '--unit',
      'drop-in.conf',
      '--environment-file',
      'default',
    )

    expect(one.stdout).toContain('hosts is also given as a flag by the unit (fd://)')
    expect(all.stdout).not.toContain('hosts is also')
    expect(all.stdout).toContain('debug is also given as a flag by the unit (true)')
    expect(all.stdout).toContain('labels is also given as a flag by the unit (a=c)')
  })

  test('checks playbooks as `run --syntax-check` does', async () => {
    write('site.yml', '- hosts: all\n  tasks:\n    - docker_registry: {mirors: [https://m]}\n')

    const { exitCode, stdout } = await lint('site.yml')

    expect(exitCode).toBe(1)
    expect(stdout).toContain("site.yml:3:25: error: docker_registry has no argument 'mirors': did you mean 'mirrors'?")
  })

  test.each([
    [['nowhere.json'], 'nowhere.json cannot be read: no such file'],
    [['x.txt'], 'x.txt: its name does not tell what it is\n  Say it: --as daemon.json|config.toml'],
    [['x.txt', '--as', 'daemon.json', '--runtime', 'docker'], '--runtime docker: expected NAME=VERSION'],
    [['x.txt', '--as', 'daemon.json', '--runtime', 'dcker=26'], '--runtime dcker=26: expected NAME=VERSION'],
  ])('refuses %j', async (argv, message) => {
    write('x.txt', '{}')

    const { exitCode, stderr } = await lint(...argv)

    expect(exitCode).toBe(1)
    expect(stderr).toContain(message)
  })
})
