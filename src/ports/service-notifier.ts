/** Tells whatever started this process as a service how it is. */
export interface ServiceNotifier {
  /** No word for longer than this, and the service is started anew. Absent: nobody watches. */
  readonly watchdogMs?: number
  /** It does its work from now on. */
  ready(): Promise<void>
  /** It still does. */
  alive(): Promise<void>
  stopping(): Promise<void>
}
