import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { runProgram } from '../../../src/cli/programs/run-program.ts'
import { localComposition } from '../../kit/local-composition.ts'
import { ORACLE_COMMANDS, type OracleCommand, shownAs, timeless } from './commands.ts'

interface Recorded extends OracleCommand {
  readonly stdout: string
  readonly exitCode: number
}

const RECORDED = JSON.parse(readFileSync(new URL('recorded.json', import.meta.url), 'utf8')) as readonly Recorded[]

describe('the output and exit code of Ansible are given', () => {
  test.each(ORACLE_COMMANDS.map((command) => [shownAs(command), command] as const))('%s', async (name, command) => {
    const { composition, stdout } = localComposition({ cwd: import.meta.dirname, env: command.env ?? {} })

    const exitCode = await runProgram(command.program, command.args, composition)

    const recorded = RECORDED.find((one) => shownAs(one) === name)
    expect({ stdout: timeless(stdout()), exitCode }).toEqual({
      stdout: recorded?.stdout,
      exitCode: recorded?.exitCode,
    })
  })
})
