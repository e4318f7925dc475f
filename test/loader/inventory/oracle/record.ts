import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CASES, layOut, type Answer, type Answers } from './all-cases.ts'

/**
 * Asks ansible-core and keeps what it printed on stdout, with the exit code: `node test/loader/inventory/oracle/record.ts`,
 * with Debian's ansible-core (2.14) installed. Words after it are parts of names: then only those cases are asked.
 */
const words = process.argv.slice(2)
const recorded = new URL('recorded.json', import.meta.url)
const root = realpathSync(mkdtempSync(join(tmpdir(), 'longshore-inventories-')))
mkdirSync(join(root, 'home', '.ansible'), { recursive: true })
const chosen = CASES.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)))
const asked = chosen.flatMap((one, index) => {
  const cwd = join(root, String(index))
  layOut(one, cwd)
  return one.commands.map((argv) => ({ name: one.name, argv, cwd, env: one.env ?? {} }))
})
const { status, stdout, stderr } = spawnSync('/usr/bin/python3', [join(import.meta.dirname, 'ansible-oracle.py')], {
  cwd: root,
  encoding: 'utf8',
  input: JSON.stringify(asked.map(({ argv, cwd, env }) => ({ argv, cwd, env }))),
  maxBuffer: 256 * 1024 * 1024,
  env: {
    PATH: process.env['PATH'],
    HOME: join(root, 'home'),
    LC_ALL: 'C.UTF-8',
    ANSIBLE_NOCOLOR: '1',
    ANSIBLE_DEPRECATION_WARNINGS: '0',
  },
})
if (status !== 0) throw new Error(`ansible-core did not answer: ${stderr}`)
const answers: Record<string, Answer[]> = {}
const outcomes = JSON.parse(stdout) as { readonly exitCode: number; readonly stdout: string }[]
asked.forEach(({ name, argv, cwd }, index) => {
  const outcome = outcomes[index]
  if (outcome === undefined) throw new Error(`no answer for ${name}`)
  const isProse = outcome.stdout.startsWith('usage:') || outcome.exitCode === 250
  const text = isProse ? '' : outcome.stdout.replaceAll(cwd, '<folder>')
  ;(answers[name] ??= []).push({ command: argv, exitCode: outcome.exitCode, stdout: text })
})
const known = words.length === 0 ? {} : (JSON.parse(readFileSync(recorded, 'utf8')) as Answers)
writeFileSync(recorded, `${JSON.stringify({ ...known, ...answers }, null, 1)}\n`)
rmSync(root, { recursive: true })
