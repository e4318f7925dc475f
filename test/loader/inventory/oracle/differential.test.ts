import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram } from '../../../../src/cli/programs/run-program.ts'
import type { ProgramName } from '../../../../src/cli/programs/program-name.ts'
import { localComposition } from '../../../kit/local-composition.ts'
import { CASES, layOut, type Answer, type Answers } from './all-cases.ts'
import { DIFFERENCES } from './differences.ts'

const RECORDED = JSON.parse(readFileSync(join(import.meta.dirname, 'recorded.json'), 'utf8')) as Answers
const root = realpathSync(mkdtempSync(join(tmpdir(), 'longshore-inventories-')))
const equal = { yes: 0, no: 0 }

beforeAll(() => CASES.forEach((one, index) => layOut(one, join(root, String(index)))))

afterAll(() => {
  rmSync(root, { recursive: true })
  const all = equal.yes + equal.no
  process.stdout.write(`inventories: ${equal.yes} of ${all} answers are ansible-core's, byte for byte\n`)
})

async function answer(argv: readonly string[], cwd: string, env: Readonly<Record<string, string>>): Promise<Answer> {
  const { composition, stdout } = localComposition({ cwd, env: { ANSIBLE_NOCOLOR: '1', ...env } })
  const [program, ...args] = argv
  const exitCode = await runProgram(program as ProgramName, args, composition)
  return { command: argv, exitCode, stdout: stdout().replaceAll(cwd, '<folder>') }
}

const ASKED = CASES.flatMap((one, index) =>
  one.commands.map((argv, at) => ({
    ...one,
    argv,
    cwd: join(root, String(index)),
    title: `${one.name}: ${argv.join(' ')}`,
    recorded: RECORDED[one.name]?.[at],
  })),
)

describe('Longshore answers as ansible-core does', () => {
  test('for at least 70 inventories, and 60 patterns', () => {
    expect(
      CASES.filter(({ commands }) => commands.some(([program]) => program === 'ansible-inventory')).length,
    ).toBeGreaterThan(70)
    expect(ASKED.filter(({ argv }) => argv[0] === 'ansible').length).toBeGreaterThan(60)
  })

  test('for all that differs there is a reason, and it is still asked', () => {
    const titles = ASKED.map(({ title }) => title)

    expect(Object.keys(DIFFERENCES).filter((title) => !titles.includes(title))).toEqual([])
  })

  test.each(ASKED)('$title', async ({ title, argv, cwd, env = {}, recorded }) => {
    const ours = await answer(argv, cwd, env)
    const isEqual = ours.exitCode === recorded?.exitCode && ours.stdout === recorded.stdout
    equal[isEqual ? 'yes' : 'no'] += 1

    if (Object.hasOwn(DIFFERENCES, title)) expect(isEqual).toBe(false)
    else expect(ours).toEqual(recorded)
  })
})
