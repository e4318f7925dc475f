/** A task as events name it. */
export interface TaskLabel {
  /** Unique in the run. */
  readonly id: string
  readonly name: string
  readonly module: string
  readonly at: string
  readonly kind: 'task' | 'handler' | 'setup'
}
