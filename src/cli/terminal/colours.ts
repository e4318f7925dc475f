import pc from 'picocolors'

export type Colours = ReturnType<typeof pc.createColors>

export function coloursFor(enabled: boolean): Colours {
  return pc.createColors(enabled)
}

/** NO_COLOR (https://no-color.org) before FORCE_COLOR before what the output is. */
export function wantsColour(env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false'
  return isTerminal && env.TERM !== 'dumb'
}
