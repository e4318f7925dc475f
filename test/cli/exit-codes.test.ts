import { describe, expect, test } from '@jest/globals'
import { LongshoreError } from '../../src/base/longshore-error.ts'
import { exitCodeOf, formatError } from '../../src/cli/exit-codes.ts'
import type { HostRecap, Recap } from '../../src/model/recap.ts'

const NOTHING: HostRecap = { ok: 1, changed: 0, unreachable: 0, failed: 0, skipped: 0, rescued: 0, ignored: 0 }

function recapOf(hosts: readonly Partial<HostRecap>[], rest: Partial<Recap> = {}): Recap {
  const entries = hosts.map((host, index) => [`h${index}`, { ...NOTHING, ...host }] as const)
  return { hosts: new Map(entries), interrupted: false, errors: [], ...rest }
}

describe('exit codes of a run', () => {
  test.each<[string, Recap, number]>([
    ['every host is fine', recapOf([{ changed: 3 }, { ignored: 1, rescued: 2, skipped: 4 }]), 0],
    ['there is no host at all', recapOf([]), 0],
    ['a host failed', recapOf([{}, { failed: 1 }]), 2],
    ['a host failed and was put back', recapOf([{ failed: 1, rollback: 'done' }]), 2],
    ['a host was unreachable', recapOf([{ unreachable: 1 }]), 4],
    ['one failed and another was unreachable', recapOf([{ failed: 1 }, { unreachable: 1 }]), 4],
    ['a rollback failed', recapOf([{ failed: 1, rollback: 'failed' }, { unreachable: 1 }]), 9],
    ['a rollback was impossible', recapOf([{ unreachable: 1, rollback: 'impossible' }]), 9],
    ['the operator interrupted', recapOf([{ failed: 1 }], { interrupted: true }), 130],
    [
      'the operator interrupted and a rollback failed',
      recapOf([{ failed: 1, rollback: 'failed' }], { interrupted: true }),
      9,
    ],
    ['no host matched', recapOf([], { errors: [{ code: 'NO_HOSTS_MATCHED', message: 'no host matches web' }] }), 1],
    [
      'a play could not be read after a host had failed',
      recapOf([{ failed: 1 }], { errors: [{ code: 'TEMPLATE_INVALID', message: 'bad' }] }),
      2,
    ],
    ['the journal could not be written', recapOf([{}], { errors: [{ code: 'STATE_UNWRITABLE', message: 'full' }] }), 1],
  ])('where %s', (_situation, recap, code) => {
    expect(exitCodeOf(recap)).toBe(code)
  })
})

describe('formatError', () => {
  test('says what, where and what to do next', () => {
    const error = new LongshoreError('PLAYBOOK_INVALID', "unknown keyword 'hots': did you mean 'hosts'?", {
      at: { file: 'site.yml', line: 3, column: 5 },
      hint: 'See docs/playbooks.md',
    })

    expect(formatError(error)).toBe(
      "error: unknown keyword 'hots': did you mean 'hosts'?\n  at site.yml:3:5\n  See docs/playbooks.md\n",
    )
  })

  test('keeps the lines of a long message together', () => {
    const error = new LongshoreError('INTERNAL', 'first\nsecond')

    expect(formatError(error)).toBe('error: first\n  second\n')
  })
})
