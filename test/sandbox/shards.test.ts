import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { openSandbox } from './with-sandbox.ts'

let sandbox: Sandbox
let folder = ''
beforeAll(async () => {
  sandbox = await openSandbox(['web-01', 'web-02', 'web-03'].map((name) => ({ name })))
  folder = await mkdtemp(join(tmpdir(), 'longshore-shards-'))
})
afterAll(async () => {
  await sandbox.close()
  await rm(folder, { recursive: true, force: true })
})

const SECRET = 'not-for-proc'

interface Ran {
  readonly code: number | null
  readonly said: string
}

/** Runs tasks in a process of its own whose connections are in two shards. */
async function start(tasks: readonly object[], vars: Readonly<Record<string, string>> = {}) {
  const playbook = join(folder, 'play.yml')
  await writeFile(playbook, JSON.stringify([{ hosts: 'all', gather_facts: false, vars, tasks }]))
  const argv = ['run', playbook, '-i', sandbox.inventoryFile, '--shards', '2']
  const env = { ...process.env, XDG_STATE_HOME: folder, NO_COLOR: '1', A_TOKEN: SECRET }
  const child = spawn(process.execPath, [resolve('src/main.ts'), ...argv], { env })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = new Promise<Ran>((resolve) => child.on('close', (code) => resolve({ code, said })))
  const says = async (words: string) => {
    while (!said.includes(words) && child.exitCode === null) await new Promise((next) => setTimeout(next, 20))
  }
  return { ended, says, interrupt: () => child.kill('SIGINT'), child }
}

const onHosts = async (script: string) =>
  (await Promise.all(sandbox.hosts.map((host) => host.run(script)))).map(({ stdout }) => stdout)

test('a run whose connections are in shards changes its hosts, and its process ends', async () => {
  const { ended } = await start([
    { copy: { content: 'by a shard\n', dest: '/root/made' } },
    { command: { cmd: 'cat /root/made' }, register: 'made' },
    { assert: { that: ["made.stdout == 'by a shard'"] } },
  ])
  const { code, said } = await ended

  expect(said).toContain('web-[01-03]')
  expect(code).toBe(0)
  expect(await onHosts('cat /root/made')).toEqual(Array(3).fill('by a shard\n'))
}, 120_000)

const waits = (name: string) =>
  `echo > /root/${name}-started; until [ -e /root/${name}-go ]; do sleep 0.05; done; echo > /root/${name}-finished`
const untilStarted = (name: string) => onHosts(`until [ -e /root/${name}-started ]; do sleep 0.05; done`)

test('Ctrl-C lets what shards have in flight end, and the process ends with 130', async () => {
  const run = await start([{ shell: { cmd: waits('once') } }, { command: { cmd: 'touch /root/once-never' } }])
  await untilStarted('once')

  run.interrupt()
  await run.says('Stopping')
  await onHosts('echo > /root/once-go')

  expect((await run.ended).code).toBe(130)
  expect(await onHosts('ls /root | grep once-')).toEqual(Array(3).fill('once-finished\nonce-go\nonce-started\n'))
}, 120_000)

test('the second Ctrl-C ends what shards have in flight', async () => {
  const run = await start([{ shell: { cmd: waits('twice') } }])
  await untilStarted('twice')

  run.interrupt()
  await run.says('Stopping')
  run.interrupt()

  expect((await run.ended).code).toBe(130)
  expect(await onHosts('ls /root | grep twice-')).toEqual(Array(3).fill('twice-started\n'))
}, 120_000)

const shardsOf = (pid: number) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter((child) => /\d/.test(child))
const gone = async (pid: string) => {
  while (existsSync(`/proc/${pid}`)) await new Promise((next) => setTimeout(next, 20))
  return true
}

test('secrets are in no argument and no environment of a shard', async () => {
  const run = await start([{ shell: { cmd: waits('hidden') } }], { ansible_password: SECRET })
  await untilStarted('hidden')

  const shards = shardsOf(run.child.pid!)
  const told = shards.map((pid) => ['cmdline', 'environ'].map((file) => readFileSync(`/proc/${pid}/${file}`, 'utf8')))
  await onHosts('echo > /root/hidden-go')

  expect((await run.ended).code).toBe(0)
  expect(shards).toHaveLength(2)
  for (const [cmdline, environ] of told) {
    expect(cmdline).toContain('ssh-shard')
    expect(environ).toContain('PATH=')
    expect(cmdline! + environ!).not.toContain(SECRET)
  }
}, 120_000)

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s is for the run, and nothing to its shards',
  async (signal) => {
    const run = await start([{ shell: { cmd: waits(signal) } }])
    await untilStarted(signal)

    for (const pid of shardsOf(run.child.pid!)) process.kill(Number(pid), signal)
    await onHosts(`echo > /root/${signal}-go`)

    expect((await run.ended).code).toBe(0)
  },
  120_000,
)

test('hosts of a shard that is killed are lost, those of the other go on', async () => {
  const run = await start([{ shell: { cmd: waits('killed') } }, { command: { cmd: 'touch /root/killed-after' } }])
  await untilStarted('killed')

  process.kill(Number(shardsOf(run.child.pid!)[0]), 'SIGKILL')
  await onHosts('echo > /root/killed-go')
  const { code, said } = await run.ended

  expect(said).toMatch(/the connection to web-0\d .* was lost: the process that held it is gone: SIGKILL ended it/)
  expect(code).toBe(4)
  const made = await onHosts('ls /root | grep killed-after || true')
  expect(made).toContain('killed-after\n')
  expect(made).toContain('')
}, 120_000)

test('shards do not outlive a run that is killed', async () => {
  const run = await start([{ shell: { cmd: waits('orphan') } }])
  await untilStarted('orphan')
  const shards = shardsOf(run.child.pid!)

  run.child.kill('SIGKILL')
  await run.ended

  expect(shards).toHaveLength(2)
  expect(await Promise.all(shards.map(gone))).toEqual([true, true])
}, 120_000)
