export interface ToolArgs {
  /** Values of an option that takes one, in order: `-p A -p B`, `--property=A`, `-pA`. */
  values(...names: readonly string[]): readonly string[]
  value(...names: readonly string[]): string | undefined
  has(...names: readonly string[]): boolean
  readonly words: readonly string[]
}

/** Splits a tool's arguments. `valued` are the options that take a value; every other option is a switch. */
export function parseArgs(args: readonly string[], valued: readonly string[]): ToolArgs {
  const options: { readonly name: string; readonly value: string | undefined }[] = []
  const words: string[] = []
  const rest = [...args]
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--') {
      words.push(...rest.splice(0))
    } else if (arg.startsWith('--')) {
      const [name = '', ...value] = arg.split('=')
      const attached = value.length > 0 ? value.join('=') : undefined
      options.push({ name, value: attached ?? (valued.includes(name) ? rest.shift() : undefined) })
    } else if (arg.startsWith('-') && arg.length > 1) {
      const name = arg.slice(0, 2)
      if (valued.includes(name)) {
        const attached = arg.slice(2).replace(/^=/, '')
        options.push({ name, value: attached === '' ? rest.shift() : attached })
      } else {
        for (const letter of arg.slice(1)) options.push({ name: `-${letter}`, value: undefined })
      }
    } else {
      words.push(arg)
    }
  }
  const values = (...names: readonly string[]): readonly string[] =>
    options.flatMap(({ name, value }) => (names.includes(name) && value !== undefined ? [value] : []))
  return {
    values,
    value: (...names) => values(...names).at(-1),
    has: (...names) => options.some(({ name }) => names.includes(name)),
    words,
  }
}
