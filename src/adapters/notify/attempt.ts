/** What came of one attempt to tell; `passing` failures are worth another one. */
export type Attempt = 'told' | { readonly reason: string; readonly isPassing: boolean; readonly cause?: unknown }
