import { builtinModules, createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** Those of node's own modules that may be in a snapshot, as node's lib/internal/main/mksnapshot.js lists them. */
const IN_SNAPSHOTS = new Set(
  `assert buffer crypto dns events fs fs/promises net os path stream string_decoder timers timers/promises url util v8
  zlib`.split(/\s+/),
)

/** The others come when a program first uses something of them, which is after the snapshot. */
export const nodeOnDemand = {
  name: 'node-on-demand',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?[a-z_/0-9]+$/ }, ({ path, kind }) => {
      const name = path.replace(/^node:/, '')
      if (!builtinModules.includes(name)) return undefined
      const isThere = IN_SNAPSHOTS.has(name) && kind !== 'dynamic-import'
      return isThere ? { path: `node:${name}`, external: true } : { path: name, namespace: 'node-on-demand' }
    })
    onLoad({ filter: /.*/, namespace: 'node-on-demand' }, ({ path }) => ({ contents: onDemand(path) }))
  },
}

/** A function is there at once, for who keeps it: it looks for the true one when it is called. */
function onDemand(name) {
  const isFunction = ([key, value]) => typeof value === 'function' && /^[a-z]/.test(key)
  const entries = Object.entries(require(name))
  return `let loaded
const load = () => (loaded ??= nodeRequire('node:${name}'))
const later = (name) =>
  new Proxy(function () {}, {
    apply: (_, self, args) => Reflect.apply(load()[name], self, args),
    get: (_, key) => load()[name][key],
  })
for (const name of ${JSON.stringify(entries.filter(isFunction).map(([key]) => key))}) module.exports[name] = later(name)
for (const name of ${JSON.stringify(entries.filter((entry) => !isFunction(entry)).map(([key]) => key))})
  Object.defineProperty(module.exports, name, { enumerable: true, get: () => load()[name] })
Object.defineProperty(module.exports, 'default', { get: load })`
}
