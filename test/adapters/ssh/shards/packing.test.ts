import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { LongshoreError } from '../../../../src/base/longshore-error.ts'
import { Secret } from '../../../../src/base/secret.ts'
import { packOutputs, unpackOutputs } from '../../../../src/adapters/ssh/shards/pack-outputs.ts'
import { pack, unpack } from '../../../../src/adapters/ssh/shards/pack-secrets.ts'
import { errorOf, plainError } from '../../../../src/adapters/ssh/shards/plain-error.ts'

test('secrets are secrets again on the other side, wherever they stand', () => {
  const commands = [
    { kind: 'exec', argv: ['a'], stdin: new Secret('one') },
    { kind: 'detach', commands: [{ kind: 'write', content: new Secret('two') }] },
  ]

  const crossed = unpack(structuredClone(pack({ commands, user: undefined }))) as {
    readonly commands: readonly [{ stdin: unknown }, { commands: readonly [{ content: unknown }] }]
  }

  expect(new Secret('one').equals(crossed.commands[0].stdin)).toBe(true)
  expect(new Secret('two').equals(crossed.commands[1].commands[0].content)).toBe(true)
  expect(JSON.stringify(crossed)).not.toMatch(/one|two/)
})

test('of bytes that are a part of more, that part alone goes along', () => {
  const all = Buffer.from('before, the part, after')

  const crossed = structuredClone(pack({ content: all.subarray(8, 16) })) as unknown as { readonly content: Uint8Array }

  expect(Buffer.from(crossed.content).toString()).toBe('the part')
  expect(crossed.content.buffer.byteLength).toBe(8)
})

test('all else that is plain comes out as it went in', () => {
  fc.assert(
    fc.property(fc.object({ withBigInt: false }), (value) => {
      expect(unpack(structuredClone(pack(value)))).toEqual(value)
    }),
  )
})

test('outputs come out byte by byte', () => {
  const output = fc.record({
    exitCode: fc.integer({ min: 0, max: 255 }),
    stdout: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    stderr: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    truncated: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(output), (outputs) => {
      expect(unpackOutputs(structuredClone(packOutputs(outputs)))).toEqual(outputs)
    }),
  )
})

test('an error comes out with its code, message, hint, place and Ansible’s words, and without its cause', () => {
  const at = { file: 'site.yml', line: 3, column: 5 }
  const error = new LongshoreError('AUTH_FAILED', 'no', {
    hint: 'yes',
    at,
    ansible: { message: 'No', exitCode: 4 },
    cause: new Error('low'),
  })

  const crossed = errorOf(structuredClone(plainError(error)))

  expect(crossed).toBeInstanceOf(LongshoreError)
  expect(crossed).toMatchObject({ code: 'AUTH_FAILED', message: 'no', hint: 'yes', at, ansible: { exitCode: 4 } })
  expect(crossed.cause).toBeUndefined()
})
