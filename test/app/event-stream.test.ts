import { expect, test } from '@jest/globals'
import { openEventStream } from '../../src/app/event-stream.ts'
import { LongshoreError } from '../../src/base/longshore-error.ts'
import type { NumberedEvent } from '../../src/model/run-event/run-event.ts'
import { FakeClock } from '../fakes/fake-clock.ts'

test('news of a guard that cannot be kept with its run is said once, in the run that heard it', async () => {
  const journalled: NumberedEvent[] = []
  const seen: NumberedEvent[] = []
  const opened = await openEventStream('20261130T000000Z-0001', {
    clock: new FakeClock(),
    onEvent: (event) => seen.push(event),
    runStore: {
      create: () =>
        Promise.resolve({
          path: '/journal',
          append: (event) => void journalled.push(event),
          sync: () => Promise.resolve(),
          close: () => Promise.resolve(),
        }),
      noteGuard: () => Promise.resolve(new LongshoreError('STATE_UNWRITABLE', 'no space left')),
    },
  })
  if (!opened.ok) throw opened.error

  opened.value.emit({
    type: 'warning',
    message: 'g1 was put back',
    guard: { host: 'g1', run: '20261129T000000Z-0001' },
  })
  await opened.value.close()

  expect(seen.map((event) => [event.seq, event.type === 'warning' && event.message])).toEqual([
    [1, 'g1 was put back'],
    [2, 'no space left'],
  ])
  expect(journalled).toEqual(seen)
})
