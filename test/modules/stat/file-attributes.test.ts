import { describe, expect, test } from '@jest/globals'
import { fileAttributes, mimeType } from '../../../src/modules/stat/file-attributes.ts'

describe('stat names what lsattr and file say', () => {
  test('flags by name, beside their letters', () => {
    expect(fileAttributes('3829467    ----ia---------e------- /etc/hosts')).toEqual({
      version: '3829467',
      attr_flags: 'iae',
      attributes: ['immutable', 'append', 'extents'],
    })
  })

  test('nothing where the file system has no flags', () => {
    expect(fileAttributes('')).toEqual({ version: null, attr_flags: '', attributes: [] })
  })

  test('a MIME type and a character set, or unknown where there is no program to guess', () => {
    expect(mimeType('text/plain; charset=us-ascii')).toEqual({ mimetype: 'text/plain', charset: 'us-ascii' })
    expect(mimeType('')).toEqual({ mimetype: 'unknown', charset: 'unknown' })
  })
})
