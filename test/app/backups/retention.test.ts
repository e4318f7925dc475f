import { describe, expect, test } from '@jest/globals'
import { hostsTooOld } from '../../../src/app/backups/hosts-too-old.ts'
import { versionsToKeep } from '../../../src/app/backups/retention.ts'
import type { BackupVersion } from '../../../src/ports/backup-store.ts'

const NONE = { keepLast: 0, daily: 0, weekly: 0, monthly: 0 }

function versions(...times: readonly string[]): readonly BackupVersion[] {
  return times.map((time) => ({ id: time, time: new Date(time), by: 'ann', title: '', hosts: [] }))
}

/** A night each, the newest first. */
function nights(count: number, last = '2026-11-30T02:17:00Z'): readonly BackupVersion[] {
  return versions(
    ...Array.from({ length: count }, (_, index) => new Date(Date.parse(last) - index * 86_400_000).toISOString()),
  )
}

const days = (ids: readonly string[]) => ids.map((id) => id.slice(5, 10))

describe('the retention', () => {
  test('keeps the newest, whatever it says', () => {
    expect(days(versionsToKeep(nights(3), NONE))).toEqual(['11-30'])
    expect(versionsToKeep([], NONE)).toEqual([])
  })

  test('keeps so many of the newest', () => {
    expect(days(versionsToKeep(nights(9), { ...NONE, keepLast: 3 }))).toEqual(['11-30', '11-29', '11-28'])
  })

  test('keeps the last one of a day, however many it has', () => {
    const list = versions(
      '2026-11-30T20:00:00Z',
      '2026-11-30T08:00:00Z',
      '2026-11-29T23:59:00Z',
      '2026-11-29T00:01:00Z',
    )
    expect(versionsToKeep(list, { ...NONE, daily: 2 })).toEqual(['2026-11-30T20:00:00Z', '2026-11-29T23:59:00Z'])
  })

  test('counts days, weeks and months that have any', () => {
    const kept = days(versionsToKeep(nights(60), { keepLast: 2, daily: 3, weekly: 3, monthly: 3 }))
    // 2026-11-30 is a Monday, so that the week before ends with Sunday the 29th.
    expect(kept.sort()).toEqual(['10-31', '11-22', '11-28', '11-29', '11-30'])
  })

  test('lets 60 nights become few, and never drops the newest one as they come', () => {
    let kept: readonly BackupVersion[] = []
    for (const version of [...nights(60)].reverse()) {
      const all = [version, ...kept]
      const ids = versionsToKeep(all, { keepLast: 3, daily: 7, weekly: 4, monthly: 2 })
      kept = all.filter(({ id }) => ids.includes(id))
      expect(kept[0]).toBe(version)
      expect(kept.length).toBeLessThanOrEqual(14)
    }
    expect(kept.some(({ id }) => id.startsWith('2026-10-31'))).toBe(true)
  })
})

test('hosts are too old by their newest good backup, the oldest first', () => {
  const at = (time: string) => ({ time: new Date(time), version: 'v' })
  const newest = new Map([
    ['fresh', at('2026-11-30T02:00:00Z')],
    ['old', at('2026-11-28T02:00:00Z')],
    ['older', at('2026-11-01T02:00:00Z')],
  ])
  const old = hostsTooOld(newest, 26 * 3_600_000, new Date('2026-11-30T03:00:00Z'))
  expect(old.map(({ host }) => host)).toEqual(['older', 'old'])
})
