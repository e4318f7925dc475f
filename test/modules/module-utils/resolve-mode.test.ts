import { describe, expect, test } from '@jest/globals'
import { resolveMode } from '../../../src/modules/module-utils/resolve-mode.ts'

describe('resolveMode', () => {
  test.each([
    [0o640, 0o777, false, 0o640],
    ['u=rw,g=r,o=', 0o777, false, 0o640],
    ['+x', 0o644, false, 0o755],
    ['+w', 0o444, false, 0o644],
    ['a+w', 0o444, false, 0o666],
    ['a+X', 0o644, false, 0o644],
    ['a+X', 0o744, false, 0o755],
    ['go=rX', 0o700, true, 0o755],
    ['u+s,g+s,+t', 0o755, false, 0o7755],
    ['o=g', 0o640, false, 0o644],
    ['ug-w,o-rwx', 0o666, false, 0o440],
  ])('applies %s to %o', (mode, current, isDirectory, expected) => {
    expect(resolveMode(mode, current, isDirectory)).toBe(expected)
  })
})
