import { noticeOf } from '../app/notifications/notice-of-event.ts'
import { Notifications } from '../app/notifications/notifications.ts'
import type { Settings } from '../app/project-settings.ts'
import type { NumberedEvent } from '../model/run-event/run-event.ts'
import type { Composition } from './composition.ts'
import { voiceOf } from './voice.ts'

export interface RunNotifications {
  readonly hear: (event: NumberedEvent) => void
  /** Resolves when all is told or given up, in the time that the targets have. */
  readonly done: () => Promise<void>
}

/** Who is told of a run as longshore.yml says; undefined where nobody is. A check is no news. */
export async function runNotifications(
  settings: Settings,
  run: string,
  composition: Composition,
): Promise<RunNotifications | undefined> {
  const notifications = await openNotifications(settings, composition)
  if (notifications === undefined) return undefined
  let isCheck = false
  return {
    hear(event) {
      if (event.type === 'run-started') isCheck = event.check
      const notice = isCheck ? undefined : noticeOf(event, run)
      if (notice !== undefined) void notifications.tell(notice)
    },
    done: () => notifications.done(),
  }
}

export async function openNotifications(
  { notifications: targets, output }: Pick<Settings, 'notifications' | 'output'>,
  { io, notifier }: Composition,
): Promise<Notifications | undefined> {
  if (targets.length === 0) return undefined
  const voice = voiceOf(output)
  return new Notifications({
    notifier: await notifier(),
    targets,
    onWarning: (message) => io.stderr(voice.warning(message)),
  })
}
