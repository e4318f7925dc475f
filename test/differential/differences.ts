/** Cases in which Longshore differs from ansible-core 2.14 on purpose, and why. */
export const DIFFERENCES: Readonly<Record<string, string>> = {}
