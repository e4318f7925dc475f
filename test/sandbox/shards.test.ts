import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
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

interface Ran {
  readonly code: number | null
  readonly said: string
}

/** Runs tasks in a process of its own whose connections are in two shards. */
async function start(tasks: readonly object[]) {
  const playbook = join(folder, 'play.yml')
  await writeFile(playbook, JSON.stringify([{ hosts: 'all', gather_facts: false, tasks }]))
  const argv = ['run', playbook, '-i', sandbox.inventoryFile, '--shards', '2']
  const env = { ...process.env, XDG_STATE_HOME: folder, NO_COLOR: '1' }
  const child = spawn(process.execPath, [resolve('src/main.ts'), ...argv], { env })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = new Promise<Ran>((resolve) => child.on('close', (code) => resolve({ code, said })))
  const says = async (words: string) => {
    while (!said.includes(words) && child.exitCode === null) await new Promise((next) => setTimeout(next, 20))
  }
  return { ended, says, interrupt: () => child.kill('SIGINT') }
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
