import { readFile } from 'node:fs/promises'

/**
 * jsonc-parser makes 1,200 texts of spaces while it is loaded, in nine thousand pieces: a twentieth of the objects of a
 * snapshot. Here the first file that is formatted makes them.
 */
export const spacesOnDemand = {
  name: 'spaces-on-demand',
  setup: ({ onLoad }) =>
    onLoad({ filter: /jsonc-parser\/lib\/esm\/impl\/string-intern\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      const parts = /^([^]*cachedBreakLinesWithSpaces = )(\{[^]*\n\});(\nexport const supportedEols[^]*)$/.exec(text)
      if (parts === null) throw new Error(`${path} is not as it was: see build/of-jsonc-parser.js`)
      const [, before, lines, after] = parts
      return { contents: `${before}onDemand(() => (${lines}));${after}\n${ON_DEMAND}` }
    }),
}

const ON_DEMAND = `function onDemand(make) {
  let made
  const of = (space) => (made ??= make())[space]
  return { get ' '() { return of(' ') }, get '\\t'() { return of('\\t') } }
}`
