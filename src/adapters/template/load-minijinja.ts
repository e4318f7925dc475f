import { createRequire } from 'node:module'
import type * as minijinja from 'minijinja-js'

let loaded: typeof minijinja | undefined

/** The WASM module, loaded when the first template that needs it is rendered (25 ms). */
export function loadMinijinja(): typeof minijinja {
  loaded ??= createRequire(import.meta.url)('minijinja-js') as typeof minijinja
  return loaded
}
