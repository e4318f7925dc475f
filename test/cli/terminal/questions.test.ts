import { describe, expect, test } from '@jest/globals'
import { fileURLToPath } from 'node:url'
import { run } from './run-in-terminal.ts'

const PLAYBOOK = fileURLToPath(new URL('../../../src/bin/ansible-playbook.ts', import.meta.url))
const NODE = `'${process.execPath}' --disable-warning=ExperimentalWarning`
const COMMAND = `${NODE} '${PLAYBOOK}' -i h, -c local questions.yml`
const SECONDS = 60_000

/** The program in a terminal, these questions answered as they come. */
function typing(flags: string, ...answers: readonly (readonly [question: string, typed: string])[]) {
  return run('script', ['-qec', `${COMMAND} ${flags}`, '/dev/null'], { cwd: import.meta.dirname, answers })
}

describe('what a playbook asks in a terminal', () => {
  test(
    'is asked and answered as ansible-playbook does, and Ctrl-C then C ends a pause that takes its time',
    async () => {
      const out = await typing(
        '',
        ['Which: ', 'this\r'],
        ['Secret: ', 'that\r'],
        ['Go on:\r\n', 'and on\r'],
        ["ctrl+C then 'A' = abort)\r\r\n", '\x03'],
        ["or 'A' to abort \r\r\n", 'C'],
      )

      expect(out).toContain('Which: this\r\nSecret: \r\n')
      expect(out).toContain('"msg": "this that"')
      expect(out).toContain('[asked]\r\nGo on:\r\nand on\r\n')
      expect(out).toContain('"asked.user_input": "and on"')
      expect(out).toMatch(/ok=5 .*failed=0/)
    },
    SECONDS,
  )

  test(
    'fails at Ctrl-C then A',
    async () => {
      const out = await typing('-e seen=a -e unseen=b', ['Go on:\r\n', 'x\x03'], ["or 'A' to abort \r\r\n", 'A'])

      expect(out).toContain('user requested abort!')
      expect(out).toMatch(/ok=2 .*failed=1/)
    },
    SECONDS,
  )

  test(
    'keeps what is typed before it is asked, and --step asks of every task',
    async () => {
      const out = await typing('--step', ['Which: ', 'a\rb\ry\rn\rn\rn\rn\r'])

      expect(out).toContain('Perform task: TASK: left out (N)o/(y)es/(c)ontinue: n\r\n')
      expect(out).toContain('"msg": "a b"')
      expect(out).toMatch(/ok=1 .*skipped=0/)
    },
    SECONDS,
  )
})
