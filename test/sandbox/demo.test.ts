import { expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import { runDemo } from '../../src/cli/demo/run-demo.ts'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

const longshore = (argv: readonly string[]): Promise<number> =>
  new Promise((resolve) =>
    spawn(process.execPath, [main, ...argv], { stdio: 'ignore' }).once('close', (code) => resolve(code ?? 255)),
  )

test('the demo ends as told: one host rolled back, the others changed, by their own word', async () => {
  let said = ''
  const io = { stdout: (text: string) => void (said += text), stderr: (text: string) => void (said += text) }

  const exitCode = await runDemo({ io, longshore, exit: () => undefined })

  const rows = said.split('\n').filter((line) => /^ {2}web-0\d/.test(line))
  expect(rows.map((row) => row.trim().split(/ {2,}/).slice(2))).toEqual(
    [1, 2, 3, 4, 5, 6, 7, 8].map((host) =>
      host === 6
        ? ['as before', 'http://old-mirror.example:5000/', 'ran on', 'yes']
        : ['changed', 'http://mirror.example:5000/', 'ran on', 'yes'],
    ),
  )
  expect(exitCode).toBe(0)
}, 120_000)

test('a run that ends otherwise is not passed off as the story', async () => {
  const io = { stdout: () => undefined, stderr: () => undefined }

  expect(await runDemo({ io, longshore: () => Promise.resolve(0), exit: () => undefined })).toBe(1)
}, 60_000)
