import { expect, test } from '@jest/globals'
import { existsSync } from 'node:fs'
import { packageFolder } from '../../src/base/package-folder.ts'

test('the folder of the package is the one with package.json', () => {
  expect(existsSync(new URL('package.json', packageFolder()))).toBe(true)
})

test('an installation without it is told of, and not searched for ever', () => {
  expect(() => packageFolder('file:///no-package/dist/main.js')).toThrow(
    'there is no package.json above /no-package/dist/main.js',
  )
})
