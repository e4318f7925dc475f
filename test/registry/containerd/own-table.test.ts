import { describe, expect, test } from '@jest/globals'
import { removeOwnFields, setOwnFields, type HostFields } from '../../../src/registry/containerd/own-table.ts'
import { readHostsToml } from '../../../src/registry/containerd/read-hosts-toml.ts'

const REG = 'reg.example:5000'
const FIELDS: HostFields = [
  [['ca'], '/etc/ca.crt'],
  [['client'], [['/etc/c.cert', '/etc/c.key']]],
  [['header', 'authorization'], 'Basic eA=='],
]
const PATHS = FIELDS.map(([path]) => path)

describe('fields of the registry itself', () => {
  test('make a new file with a host table, which every containerd reads, and leave none behind', () => {
    const written = setOwnFields('', REG, FIELDS)
    const text = written.ok ? written.value : ''

    expect(readHostsToml(text)).toMatchObject({
      value: { server: `https://${REG}`, hosts: [{ url: `https://${REG}`, ca: ['/etc/ca.crt'] }] },
    })
    expect(removeOwnFields(text, REG, PATHS)).toEqual({ ok: true, value: undefined })
  })

  test.each([
    ['a file with a mirror alone', '[host."http://m:5000"]\n  capabilities = ["pull"]\n'],
    ['comments, CRLF and a server', '# ours\r\nserver = "https://reg.example:5000"\r\n\r\n[host."http://m"]\r\n'],
    ['a table of its own with a header', `[host."https://${REG}"]\n[host."https://${REG}".header]\n  x-a = "1"\n`],
    ['a table whose name has no scheme', `[host."${REG}"]\nskip_verify = true # for now\n`],
  ])('are put into %s and taken out again without a trace', (_situation, text) => {
    const written = setOwnFields(text, REG, FIELDS)
    const again = written.ok ? setOwnFields(written.value, REG, FIELDS) : written
    const removed = written.ok ? removeOwnFields(written.value, REG, PATHS) : written

    expect(written).not.toEqual({ ok: true, value: text })
    expect(again).toEqual(written)
    expect(removed).toEqual({ ok: true, value: text })
  })

  test.each(['[host."http://m"]\n\n', `[host."https://${REG}"]\nheader.x-a = "1"\n`])(
    'that are not there leave %j as it is',
    (text) => {
      expect(removeOwnFields(text, REG, PATHS)).toEqual({ ok: true, value: text })
    },
  )

  test('are refused with the place where the file is not TOML', () => {
    expect(setOwnFields('[host', REG, FIELDS)).toMatchObject({ ok: false, error: { line: 1 } })
  })
})
