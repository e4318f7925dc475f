import { readFile } from 'node:fs/promises'

const SEARCH = 'return this.options.find((option) => option.is(arg));'

/**
 * commander looks through all options of a command for each that is added, seventy of them, which is a millisecond of each
 * start. Here it keeps them by their flags.
 */
export const optionsByFlag = {
  name: 'options-by-flag',
  setup: ({ onLoad }) =>
    onLoad({ filter: /commander\/lib\/command\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      if (!text.includes(SEARCH)) throw new Error(`${path} is not as it was: see build/of-commander.js`)
      return { contents: text.replace(SEARCH, BY_FLAG) }
    }),
}

/** The first that has a flag counts, as in the search. Options are only ever added. */
const BY_FLAG = `
    const byFlag = (this._byFlag ??= new Map());
    for (let at = (this._indexed ??= 0); at < this.options.length; at++) {
      const option = this.options[at];
      for (const flag of [option.long, option.short])
        if (!byFlag.has(flag)) byFlag.set(flag, option);
    }
    this._indexed = this.options.length;
    return byFlag.get(arg);`
