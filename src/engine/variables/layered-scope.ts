import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { combineVars, isMap } from '../../model/combine-vars.ts'
import type { Vars } from '../../model/vars.ts'
import type { Templater, TemplateScope } from '../../ports/templater.ts'
import { recursiveVariable } from '../variable-errors.ts'
import type { Layer } from './layer.ts'
import { lazyVars } from './lazy-vars.ts'

/**
 * Variables by name, resolved when asked for: the highest layer that has the name wins, and what is a template there is
 * rendered with this same scope, once. A variable that needs itself is an error that shows the circle. `vars` is all of
 * them, where none has that name.
 */
export class LayeredScope implements TemplateScope {
  readonly #layers: readonly Layer[]
  readonly #templater: Templater
  readonly #mergesHashes: boolean
  readonly #resolved = new Map<string, Result<unknown, LongshoreError>>()
  readonly #resolving: string[] = []
  readonly isTentative: boolean

  /** `layers` from the lowest precedence to the highest. With `mergesHashes` a map goes into the map below it. */
  constructor(layers: readonly Layer[], templater: Templater, mergesHashes = false, isTentative = false) {
    this.isTentative = isTentative
    this.#layers = layers
    this.#templater = templater
    this.#mergesHashes = mergesHashes
  }

  get(name: string): Result<unknown, LongshoreError> {
    const known = this.#resolved.get(name)
    if (known !== undefined) return known
    if (this.#resolving.includes(name)) return err(recursiveVariable([...this.#resolving, name]))
    this.#resolving.push(name)
    const value = this.#resolve(name)
    this.#resolving.pop()
    this.#resolved.set(name, value)
    return value
  }

  isTemplate(name: string): boolean {
    const layer = this.#layerOf(name)
    const value = layer?.vars[name]
    return layer?.templated === true && typeof value === 'string' && this.#templater.hasTemplate(value)
  }

  written(name: string): unknown {
    return this.#layerOf(name)?.vars[name]
  }

  names(): ReadonlySet<string> {
    return new Set(this.#layers.flatMap(({ vars, unlisted }) => (unlisted === true ? [] : Object.keys(vars))))
  }

  /** The same variables, for what may never be wanted: nothing is looked up outside for them. */
  tentative(): LayeredScope {
    return new LayeredScope(this.#layers, this.#templater, this.#mergesHashes, true)
  }

  /** The same variables with more on top, such as a loop's item. */
  with(...layers: readonly Layer[]): LayeredScope {
    return new LayeredScope([...this.#layers, ...layers], this.#templater, this.#mergesHashes)
  }

  #layerOf(name: string): Layer | undefined {
    return this.#layers.findLast(({ vars }) => Object.hasOwn(vars, name))
  }

  #resolve(name: string): Result<unknown, LongshoreError> {
    const layer = this.#layerOf(name)
    if (layer === undefined) return ok(name === 'vars' ? lazyVars(this, this.names()) : undefined)
    return this.#mergesHashes && isMap(layer.vars[name]) ? this.#merged(name) : this.#valueIn(layer, name)
  }

  /** The maps of that name down to what is none, merged (Ansible's `hash_behaviour = merge`). */
  #merged(name: string): Result<unknown, LongshoreError> {
    const layers = this.#layers.filter(({ vars }) => Object.hasOwn(vars, name))
    const maps = layers.slice(layers.findLastIndex(({ vars }) => !isMap(vars[name])) + 1)
    const values: Vars[] = []
    for (const layer of maps) {
      const value = this.#valueIn(layer, name)
      if (!value.ok) return value
      values.push({ value: value.value })
    }
    return ok(combineVars(values, true)['value'])
  }

  #valueIn({ vars, templated }: Layer, name: string): Result<unknown, LongshoreError> {
    return templated ? this.#templater.renderDeep(vars[name], this) : ok(vars[name])
  }
}
