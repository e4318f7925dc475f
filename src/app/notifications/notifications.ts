import type { NotificationTarget, Notice } from '../../model/notification.ts'
import type { Notifier } from '../../ports/notifier.ts'

export interface NotificationDeps {
  readonly notifier: Notifier
  readonly targets: readonly NotificationTarget[]
  readonly onWarning: (message: string) => void
}

/** Tells each target what it wants to hear, in order, beside the work: nothing waits for it before the end. */
export class Notifications {
  readonly #deps: NotificationDeps
  readonly #queues = new Map<NotificationTarget, Promise<boolean>>()

  constructor(deps: NotificationDeps) {
    this.#deps = deps
  }

  /** Resolves with whether all that want to hear it were told. A failure is a warning. */
  async tell(notice: Notice): Promise<boolean> {
    const { notifier, targets, onWarning } = this.#deps
    const told = targets
      .filter(({ on }) => on.includes(notice.event))
      .map((target) => {
        const next = (this.#queues.get(target) ?? Promise.resolve(true)).then(async () => {
          const came = await notifier.tell(notice, target)
          if (!came.ok) onWarning(came.error.message)
          return came.ok
        })
        this.#queues.set(target, next)
        return next
      })
    return (await Promise.all(told)).every(Boolean)
  }

  /** Resolves when everything is told, or was given up. */
  async done(): Promise<void> {
    await Promise.all(this.#queues.values())
  }
}
