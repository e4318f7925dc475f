import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
import type { NotificationTarget, Notice } from '../model/notification.ts'

/** Tells people of what happens, where they are. */
export interface Notifier {
  /**
   * Tells one target, again where that fails in a way that may pass. Ends in the time that the target has. The error, which
   * holds nothing secret, is NOTIFICATION_FAILED.
   */
  tell(notice: Notice, target: NotificationTarget): Promise<Result<undefined, LongshoreError>>
}
