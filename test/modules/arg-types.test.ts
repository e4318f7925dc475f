import { describe, expect, test } from '@jest/globals'
import { builtinModules } from '../../src/modules/index.ts'

describe('permission bits', () => {
  const check = (mode: unknown) => builtinModules().get('copy')?.check({ content: 'x', dest: '/f', mode })

  test.each(['rwxr-xr-x', '0999', '777777', 'u=q', '', -1, 4096, 1.5, ['0644'], { a: 1 }, true])(
    'refuses %j in one sentence',
    (mode) => {
      const error = check(mode)

      expect({ code: error?.code, message: error?.message, hint: error?.hint }).toEqual({
        code: 'MODULE_ARGS_INVALID',
        message: 'copy: mode: mode must be in octal or symbolic form, such as "0644" or "u=rw,g=r"',
        hint: 'See: longshore modules doc copy',
      })
    },
  )

  test.each(['0644', '644', '7', 420, 'u=rw,g=r', 'a+X', 'preserve'])('takes %j', (mode) => {
    expect(check(mode)).toBeUndefined()
  })
})
