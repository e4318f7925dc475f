import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'

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

const CIPHERS = 'ssh2/lib/protocol/crypto/build/Release/sshcrypto.node'

/** Whether the ciphers that ssh2 compiled are there for what is built there, and for this node: to try in vain takes 5 ms. */
function areCompiledFor(outdir) {
  try {
    createRequire(join(outdir, 'main.js'))(CIPHERS)
    return true
  } catch {
    return false
  }
}

/**
 * While it is loaded, ssh2 starts its WebAssembly and looks for the ciphers that were compiled for this machine. Neither is to
 * be had when a snapshot is taken: here the first connection starts the one, and the first cipher looks for the others, and
 * both do without as long as the snapshot is not there.
 */
export const cryptoOnDemand = (outdir) => ({
  name: 'crypto-on-demand',
  setup: ({ onLoad }) =>
    onLoad({ filter: /ssh2\/lib\/protocol\/crypto\.js$/ }, async ({ path }) => {
      let contents = await readFile(path, 'utf8')
      for (const [there, here] of CHANGES) {
        const changed = contents.replace(there, here)
        if (changed === contents) throw new Error(`${path} is not as it was: see build/of-ssh2.js`)
        contents = changed
      }
      return { contents: `${contents}\nconst areCompiled = ${areCompiledFor(outdir)}\n${ON_DEMAND}` }
    }),
})

const CHANGES = [
  ['init: (() => {', 'init: startOnDemand(() => {'],
  [/\}\)\(\),(?=\s+NullCipher,)/, '}),'],
  [/try \{(?=\s+binding = require)/, 'function bind() {'],
  [/require\('.\/crypto\/build\/Release\/sshcrypto\.node'\)/, `compiled('${CIPHERS}')`],
  [/= binding\);\s+\} catch \{\}/, '= binding);\n}'],
  ['function createCipher(config) {', 'function createCipher(config) {\n  bindOnDemand();'],
  ['function createDecipher(config) {', 'function createDecipher(config) {\n  bindOnDemand();'],
]

const ON_DEMAND = `function startOnDemand(start) {
  let started
  const begin = () => (isSnapshotTaken() ? (started ??= start()) : Promise.resolve())
  return { then: (...listeners) => begin().then(...listeners) }
}

function isSnapshotTaken() {
  return typeof WebAssembly !== 'undefined'
}

let isBound = false
function bindOnDemand() {
  if (isBound || !areCompiled || !isSnapshotTaken()) return
  isBound = true
  try {
    bind()
  } catch {}
}

function compiled(file) {
  return nodeRequire('node:module').createRequire(process.argv[1])(file)
}`
