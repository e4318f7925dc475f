import { isAbsolute, join } from 'node:path'

/** Where Longshore keeps state, by the XDG base directory rules: a relative XDG_STATE_HOME does not count. */
export function stateFolder(env: Readonly<Record<string, string | undefined>>, home: string): string {
  const base = env.XDG_STATE_HOME
  return join(base !== undefined && isAbsolute(base) ? base : join(home, '.local', 'state'), 'longshore')
}
