import { describe, expect, test } from '@jest/globals'
import { explainFileFailure } from '../../../src/modules/module-utils/explain.ts'

const outputOf = (stderr: string) => ({
  exitCode: 1,
  stdout: Buffer.alloc(0),
  stderr: Buffer.from(stderr),
  truncated: false,
})

describe('explainFileFailure', () => {
  test.each([
    [
      'cat: write error: No space left on device',
      'could not write /etc/x: the disk is full (cat: write error: No space left on device)',
      'Free some space on the host (df -h /etc/x; df -i /etc/x), then run again',
    ],
    [
      "touch: cannot touch '/etc/x': Read-only file system",
      "could not write /etc/x: the file system is read-only (touch: cannot touch '/etc/x': Read-only file system)",
      'See findmnt -T /etc/x and dmesg on the host: a file system remounted read-only often means disk errors',
    ],
    [
      "mv: cannot move 'a' to '/etc/x': Operation not permitted",
      "could not write /etc/x: the operation is not permitted (mv: cannot move 'a' to '/etc/x': Operation not permitted)",
      'As root this means an immutable file: see lsattr -d /etc/x, and chattr -i /etc/x if it may change. Otherwise the task needs become: true',
    ],
    [
      'sh: 1: cannot create /etc/x: Permission denied',
      'could not write /etc/x: permission denied (sh: 1: cannot create /etc/x: Permission denied)',
      'Does the task need become: true?',
    ],
    ['what?', 'could not write /etc/x: what?', 'See ls -ld /etc/x on the host'],
  ])('says what %s means', (stderr, message, hint) => {
    const error = explainFileFailure('write /etc/x', '/etc/x')(outputOf(stderr))

    expect(error).toMatchObject({ code: 'COMMAND_FAILED', message, hint })
  })
})
