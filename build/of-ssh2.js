import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'

/** Of ssh2 only what was compiled for this machine stays outside. */
export const compiled = {
  name: 'compiled',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\.node$/ }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path).replace(/^.*\/node_modules\//, ''),
      external: true,
    })),
}

/** Of ssh2 what brings node's http and tls along, for proxies that nobody here asks for. */
export const withoutProxies = {
  name: 'without-proxies',
  setup: ({ onLoad }) => onLoad({ filter: /ssh2\/lib\/http-agents\.js$/ }, () => ({ contents: 'module.exports = {}' })),
}

/**
 * ssh2 starts its WebAssembly while it is loaded, and none is there when a snapshot is taken: here the first connection
 * starts it, and does without as long as there is none.
 */
export const webAssemblyOnDemand = {
  name: 'web-assembly-on-demand',
  setup: ({ onLoad }) =>
    onLoad({ filter: /ssh2\/lib\/protocol\/crypto\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      const contents = text
        .replace('init: (() => {', 'init: onDemand(() => {')
        .replace(/\}\)\(\),(?=\s+NullCipher,)/, '}),')
      if (!contents.includes('onDemand') || contents.includes('})(),\n\n  NullCipher')) {
        throw new Error(`${path} is not as it was: see build/of-ssh2.js`)
      }
      return { contents: `${contents}\n${ON_DEMAND}` }
    }),
}

const ON_DEMAND = `function onDemand(start) {
  let started
  const begin = () => (typeof WebAssembly === 'undefined' ? Promise.resolve() : (started ??= start()))
  return { then: (...listeners) => begin().then(...listeners) }
}`
