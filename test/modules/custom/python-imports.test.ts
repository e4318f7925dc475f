import { describe, expect, test } from '@jest/globals'
import { importsIn } from '../../../src/modules/custom/python-imports.ts'

const PACKAGE = 'ansible_collections.my.tools.plugins.modules'
const UTILS = 'ansible_collections.my.tools.plugins.module_utils'

describe('what a Python text imports', () => {
  test.each([
    ['import a.b', ['a.b']],
    ['import a, b.c as d', ['a', 'b.c']],
    ['from a.b import c', ['a.b', 'a.b.c']],
    ['from a import (\n    b,\n    c as d,\n)\nx = 1', ['a', 'a.b', 'a.c']],
    ['from a import b, \\\n    c', ['a', 'a.b', 'a.c']],
    ['try:\n    from a import b  # noqa\nexcept ImportError:\n    b = None', ['a', 'a.b']],
    ['from ..module_utils.x import y', [`${UTILS}.x`, `${UTILS}.x.y`]],
    ['from ..module_utils import x', [UTILS, `${UTILS}.x`]],
    ['from . import near', [PACKAGE, `${PACKAGE}.near`]],
    ['text = "import nothing"', []],
  ])('%j', (source, expected) => {
    expect(importsIn(source, PACKAGE)).toEqual(expected)
  })
})
