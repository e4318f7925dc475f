import { afterAll, describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ORACLE_COMMANDS, timeless, type OracleCommand } from './commands.ts'

interface Recorded extends OracleCommand {
  readonly stdout: string
  readonly exitCode: number
}

const RECORDED = JSON.parse(readFileSync(new URL('recorded.json', import.meta.url), 'utf8')) as readonly Recorded[]
const MAIN = join(import.meta.dirname, '../../../src/main.ts')
const OURS = {
  'ansible-playbook': ['run', '--output', 'ansible'],
  ansible: ['exec', '--output', 'ansible'],
  'ansible-inventory': ['inventory'],
}

const state = mkdtempSync(join(tmpdir(), 'longshore-output-'))
afterAll(() => rmSync(state, { recursive: true, force: true }))

describe('the output and exit code of Ansible are given', () => {
  test.each(ORACLE_COMMANDS.map(({ program, args }) => [`${program} ${args.join(' ')}`, program, args] as const))(
    '%s',
    (_name, program, args) => {
      const { stdout, status } = spawnSync(process.execPath, [MAIN, ...OURS[program], ...args], {
        cwd: import.meta.dirname,
        encoding: 'utf8',
        env: { ...process.env, XDG_STATE_HOME: state, NODE_NO_WARNINGS: '1' },
      })
      const recorded = RECORDED.find((one) => one.program === program && one.args.join('\0') === args.join('\0'))
      expect({ stdout: timeless(stdout), exitCode: status }).toEqual({
        stdout: recorded?.stdout,
        exitCode: recorded?.exitCode,
      })
    },
  )
})
