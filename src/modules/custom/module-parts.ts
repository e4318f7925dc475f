import { join } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { ok, type Result } from '../../base/result.ts'
import { partsIn } from './find-modules.ts'
import { importsIn } from './python-imports.ts'

const OF_MODULES = 'ansible.module_utils'

/** What Python modules import besides ours, by whole names: of folders `module_utils/`, and of collections. */
export class ModuleParts {
  readonly #paths = new Map<string, string>()
  readonly #collections = new Set<string>()
  readonly #roots: string[] = []

  /** A `module_utils/` beside a playbook or in a role. Of two with one name, the first stays. */
  addFolder(folder: string, packageName = OF_MODULES): void {
    for (const { name, path } of partsIn(folder)) {
      const whole = name === '' ? packageName : `${packageName}.${name}`
      if (!this.#paths.has(whole)) this.#paths.set(whole, path)
    }
  }

  /** A folder that may hold an `ansible_collections/`. */
  addRoot(folder: string): void {
    if (!this.#roots.includes(folder)) this.#roots.push(folder)
  }

  /** What this text imports, and what that does, and so on: text by whole name, packages apart. */
  async importedBy(
    source: string,
    ofPackage: string,
    read: (path: string) => Promise<Result<Buffer, LongshoreError>>,
  ): Promise<Result<ImportedParts, LongshoreError>> {
    const texts = new Map<string, string>()
    const packages = new Set<string>()
    const waiting = [...importsIn(source, ofPackage)]
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      for (const part of withPackages(name)) {
        const path = this.#pathOf(part)
        if (path === undefined || texts.has(part)) continue
        const text = await read(path)
        if (!text.ok) return text
        const isPackage = path.endsWith('/__init__.py')
        if (isPackage) packages.add(part)
        texts.set(part, text.value.toString('utf8'))
        waiting.push(...importsIn(texts.get(part) ?? '', isPackage ? part : part.replace(/\.\w+$/, '')))
      }
    }
    return ok({ texts, packages: [...packages] })
  }

  /** A collection is looked at when something of it is imported. */
  #pathOf(name: string): string | undefined {
    const [, namespace, collection] = /^ansible_collections\.(\w+)\.(\w+)\./.exec(name) ?? []
    const whole = `${namespace}.${collection}`
    if (collection !== undefined && !this.#collections.has(whole)) {
      this.#collections.add(whole)
      for (const root of this.#roots) {
        const folder = join(root, 'ansible_collections', `${namespace}/${collection}/plugins/module_utils`)
        this.addFolder(folder, `ansible_collections.${whole}.plugins.module_utils`)
      }
    }
    return this.#paths.get(name)
  }
}

export interface ImportedParts {
  readonly texts: ReadonlyMap<string, string>
  /** Names of those that are packages. */
  readonly packages: readonly string[]
}

/** `a.b.c` cannot be imported without `a` and `a.b`. */
function withPackages(name: string): readonly string[] {
  const parts = name.split('.')
  return parts.map((_part, index) => parts.slice(0, index + 1).join('.'))
}
