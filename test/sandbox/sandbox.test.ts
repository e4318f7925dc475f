import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

import { findPrograms } from '../../src/sandbox/namespace/programs.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { openSandbox } from './with-sandbox.ts'

const machineFiles = () => ['/etc/passwd', '/etc/group', '/etc/hosts'].map((path) => readFileSync(path, 'utf8'))

describe('a sandbox', () => {
  const before = machineFiles()
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await openSandbox([
      {
        name: 'web-01',
        docker: '26.1.5',
        containers: [
          { name: 'keep', restart: 'always' },
          { name: 'lost', restart: 'no' },
        ],
      },
      { name: 'web-02', sudoPassword: 'opens', containerd: '2.1.9' },
    ])
  })
  afterAll(() => sandbox.close())

  test('leaves the files of this machine alone', async () => {
    sandbox.host('web-01').write('/etc/passwd', 'changed\n')
    await sandbox.host('web-01').run('echo changed > /etc/group; echo changed > /etc/hosts')

    expect(machineFiles()).toEqual(before)
  })

  test('gives each host a root of its own, in which files have owners and modes', async () => {
    const { stdout } = await sandbox
      .host('web-01')
      .run(
        'echo a > /etc/own && chown 0:0 /etc/own && chmod 600 /etc/own && mv /etc/own /etc/moved && stat -c "%u %a" /etc/moved; hostname',
      )

    expect(stdout).toBe('0 600\nweb-01\n')
    expect(sandbox.host('web-01').read('/etc/moved')?.toString()).toBe('a\n')
    expect(sandbox.host('web-02').read('/etc/moved')).toBeUndefined()
  })

  test('follows an absolute link inside the host, not on this machine', async () => {
    await sandbox.host('web-01').run('echo inside > /srv/real; ln -s /srv/real /etc/link')

    expect(sandbox.host('web-01').read('/etc/link')?.toString()).toBe('inside\n')
  })

  test('writes an inventory that checks host keys, each host with its own', () => {
    const keys = readFileSync(sandbox.knownHostsFile, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[2])

    expect(new Set(keys).size).toBe(2)
    expect(readFileSync(sandbox.inventoryFile, 'utf8')).toContain('StrictHostKeyChecking=yes')
  })

  test('has only the tools of what is installed', async () => {
    const { stdout } = await sandbox.host('web-02').run('command -v docker; command -v ctr')

    expect(stdout).toBe('/run/sandbox/bin/ctr\n')
  })

  test('says plainly what it does not play', async () => {
    const { exitCode, stderr } = await sandbox.host('web-01').run('docker swarm init')

    expect([exitCode, stderr]).toEqual([70, "longshore sandbox: 'docker swarm init' is not simulated\n"])
  })

  test('asks for the sudo password as sudo does', async () => {
    const { run } = { run: (script: string) => sandbox.host('web-02').run(script) }

    expect(await run('sudo -n true')).toMatchObject({ exitCode: 1, stderr: 'sudo: a password is required\n' })
    expect(await run('echo opens | sudo -S -p ask: echo in')).toMatchObject({
      exitCode: 0,
      stdout: 'in\n',
      stderr: 'ask:',
    })
    expect(await run('echo wrong | sudo -S -p ask: echo in')).toMatchObject({ exitCode: 1, stdout: '' })
  })

  test('brings back after a restart what its restart policy brings back, and keeps all with live-restore', async () => {
    const host = sandbox.host('web-01')
    const running = async () => (await host.run("docker ps --format '{{.Names}}'")).stdout.trim().split('\n')
    await host.run(
      `echo '{"live-restore": true}' > /etc/docker/daemon.json; systemctl reload docker; sleep 0.2; systemctl restart docker`,
    )
    const kept = await running()
    await host.run(
      `echo '{"live-restore": false}' > /etc/docker/daemon.json; systemctl reload docker; sleep 0.2; systemctl restart docker`,
    )

    expect([kept, await running()]).toEqual([['keep', 'lost'], ['keep']])
  })

  test('ends with close, and leaves nothing', async () => {
    const other = await openSandbox([{ name: 'short-lived' }])
    const folder = dirname(other.inventoryFile)

    await other.close()

    expect(existsSync(folder)).toBe(false)
    await expect(async () => other.host('short-lived').run('true')).rejects.toThrow('has ended')
  })

  test('says why it cannot run where there are no user namespaces', async () => {
    expect(await findPrograms('darwin')).toMatchObject({
      ok: false,
      error: {
        code: 'SANDBOX_UNAVAILABLE',
        message: 'the sandbox cannot run on this machine: its hosts are Linux user namespaces, and this is darwin',
      },
    })
  })
})

/** As root the suite above says nothing of ordinary users. */
if (process.getuid?.() === 0) {
  test('runs for an ordinary user too', () => {
    const start = fileURLToPath(new URL('../../src/sandbox/start-sandbox.ts', import.meta.url))
    const script = `
      const { startSandbox } = await import(${JSON.stringify(start)})
      const started = await startSandbox({ hosts: [{ name: 'web-01', docker: '28.5.2' }] })
      if (!started.ok) throw started.error
      const { stdout } = await started.value.host('web-01').run('id -u; systemctl is-active docker')
      await started.value.close()
      console.log(process.getuid() + ' ' + stdout.split('\\n').join(' '))`
    const argv = [
      '--reuid',
      '65534',
      '--regid',
      '65534',
      '--clear-groups',
      process.execPath,
      '--input-type=module',
      '-e',
      script,
    ]

    const { stdout, stderr } = spawnSync('setpriv', argv, { cwd: '/', encoding: 'utf8' })

    expect([stdout.trim(), stderr.replace(/.*ExperimentalWarning.*\n?|.*--trace-warnings.*\n?/g, '')]).toEqual([
      '65534 0 active',
      '',
    ])
  })
}
