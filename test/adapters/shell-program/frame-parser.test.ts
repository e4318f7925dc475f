import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { FrameParser } from '../../../src/adapters/shell-program/frame-parser.ts'

const TOKEN = '0123456789abcdef0123456789abcdef'

describe('FrameParser', () => {
  test('finds the same frames however the stream is cut', () => {
    const body = fc.array(
      fc.oneof(fc.constantFrom(TOKEN, TOKEN.slice(0, 9), `${TOKEN} b 7\n`, `${TOKEN} e 0\n`, '\n', '\0'), fc.string()),
      { maxLength: 5 },
    )
    fc.assert(
      fc.property(
        fc.array(body, { maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        (all, sizes) => {
          const bodies = all.map((parts) => parts.join(''))
          const frames = bodies.map(
            (text, index) => `noise\n${TOKEN} b ${index}\n${text}${TOKEN} e ${index} ${index}\n`,
          )
          const stream = Buffer.from(`banner\n${frames.join('')}${TOKEN} z\ntrailer`)
          const parser = new FrameParser(TOKEN)

          for (let at = 0, turn = 0; at < stream.length; turn++) {
            const size = sizes[turn % sizes.length] ?? 1
            parser.push(stream.subarray(at, at + size))
            at += size
          }

          expect(parser.frames.map((frame) => frame.bytes.toString())).toEqual(
            bodies.map((text) => Buffer.from(text).toString()),
          )
          expect(parser.frames.map((frame) => frame.exitCode)).toEqual(bodies.map((_, index) => index))
          expect(parser.finished).toBe(true)
          expect(parser.noise.toString()).toMatch(/^banner\n/)
        },
      ),
      { numRuns: 200 },
    )
  })

  test('has not started before the first frame, and keeps what was said until then', () => {
    const parser = new FrameParser(TOKEN)

    parser.push(Buffer.from('sh: sudo: not found\n'))

    expect(parser.started).toBe(false)
    expect(parser.noise.toString()).toBe('sh: sudo: not found\n')
  })
})
