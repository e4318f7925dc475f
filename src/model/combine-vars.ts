import type { Vars } from './vars.ts'

/**
 * Variables of several layers, weakest first. With `mergesHashes` a map goes into the map of the same name, at every depth;
 * otherwise it replaces it (Ansible: utils/vars.py, combine_vars, by `hash_behaviour`).
 */
export function combineVars(layers: readonly Vars[], mergesHashes = false): Vars {
  if (mergesHashes) return layers.reduce(merged, {})
  const [first = {}, ...others] = layers.filter(hasAny)
  return others.reduce<Vars>((below, above) => ({ ...below, ...above }), { ...first })
}

function merged(below: Vars, above: Vars): Vars {
  const result: Record<string, unknown> = { ...below }
  for (const [name, value] of Object.entries(above)) {
    const known = Object.hasOwn(result, name) ? result[name] : undefined
    result[name] = isMap(known) && isMap(value) ? merged(known, value) : value
  }
  return result
}

function hasAny(vars: Vars): boolean {
  for (const name in vars) if (Object.hasOwn(vars, name)) return true
  return false
}

/** A map that was written or observed, and no value of a class of ours. */
export function isMap(value: unknown): value is Vars {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
