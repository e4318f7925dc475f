import { describe, expect, test } from '@jest/globals'
import { formatDuration, parseDuration } from '../../src/base/duration.ts'

describe('durations', () => {
  test.each([
    ['90', 90_000],
    ['1.5', 1500],
    ['90s', 90_000],
    ['2m', 120_000],
    ['1h30m', 5_400_000],
    ['500ms', 500],
    ['1d', 86_400_000],
    ['soon', undefined],
    ['-1', undefined],
    ['5 minutes', undefined],
    ['', undefined],
  ])('reads %j as %p ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms)
  })

  test.each([
    [40, '0.0 s'],
    [12_345, '12.3 s'],
    [59_990, '1 m 0 s'],
    [125_000, '2 m 5 s'],
    [3_725_000, '1 h 2 m'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text)
  })
})
