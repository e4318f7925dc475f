import { Instance } from '../python/values.ts'

/** What `namespace()` gives: attributes that `{% set ns.x = 1 %}` changes from inside a loop. */
export class Namespace extends Instance {
  readonly typeName = 'Namespace'
  readonly values: Map<string, unknown>

  constructor(values: Readonly<Record<string, unknown>>) {
    super()
    this.values = new Map(Object.entries(values))
  }

  attribute(name: string): unknown {
    return this.values.get(name)
  }
}

/** A template that `import` gave a name. */
export class ImportedTemplate extends Instance {
  readonly typeName = 'TemplateModule'
  readonly #names: ReadonlyMap<string, unknown>
  readonly #text: string

  constructor(names: ReadonlyMap<string, unknown>, text: string) {
    super()
    this.#names = names
    this.#text = text
  }

  attribute(name: string): unknown {
    return name.startsWith('_') ? undefined : this.#names.get(name)
  }

  override text(): string {
    return this.#text
  }
}
