import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from '@jest/globals'

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s lets the task in flight end, starts no other, tells where the host stands, and exits with 130',
  async (signal) => {
    const ran = await interruptedOnce(signal)

    expect(ran.stdout).toContain(`Interrupted by ${signal}: `)

    expect(ran.stderr).toContain('Stopping: nothing new is started, what is in flight ends by itself.')
    expect(ran.stdout).toContain('(interrupted before "never")')
    expect(ran.finished).toBe('finished\n')
    expect(ran.code).toBe(130)
  },
)

interface Interrupted {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  readonly finished: string
}

/** Runs a playbook whose first task waits for a file that appears after the signal. */
async function interruptedOnce(signal: NodeJS.Signals): Promise<Interrupted> {
  const folder = await mkdtemp(join(tmpdir(), 'longshore-interrupt-'))
  const [playbook, started, go, finished] = ['play.yml', 'started', 'go', 'finished'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string]
  const waits = `: > ${started}; until [ -e ${go} ]; do sleep 0.05; done; echo finished > ${finished}`
  const tasks = [
    { name: 'in flight', shell: { cmd: waits } },
    { name: 'never', command: { cmd: 'true' } },
  ]
  await writeFile(playbook, JSON.stringify([{ hosts: 'all', gather_facts: false, tasks }]))
  try {
    const child = spawn(process.execPath, [resolve('src/main.ts'), 'run', playbook, '-i', 'h1,', '-c', 'local'], {
      env: { ...process.env, XDG_STATE_HOME: folder, NO_COLOR: '1' },
    })
    const [out, errors]: [Buffer[], Buffer[]] = [[], []]
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    const stopping = new Promise<void>((done) =>
      child.stderr.on('data', (chunk: Buffer) => {
        errors.push(chunk)
        if (Buffer.concat(errors).includes('Stopping')) done()
      }),
    )
    const closed = new Promise<number | null>((done) => child.on('close', done))
    while (!existsSync(started) && child.exitCode === null) await new Promise((next) => setImmediate(next))
    child.kill(signal)
    await stopping
    await writeFile(go, '')
    const code = await closed
    const [stdout, stderr] = [out, errors].map((chunks) => Buffer.concat(chunks).toString()) as [string, string]
    return { code, stdout, stderr, finished: readFileSync(finished, 'utf8') }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
