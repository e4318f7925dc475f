import { dirname, join, relative } from 'node:path'
import { ACTS_FIRST } from '../../model/acts-first.ts'
import type { Module, ModuleIndex } from '../../model/module.ts'
import { customModule } from './custom-module.ts'
import { type FoundFile, modulesIn } from './find-modules.ts'
import { ModuleParts } from './module-parts.ts'

/** The builtin modules and those in folders of the operator's. Of two with one name, the one that was found first stays. */
export class ModuleLibrary extends Map<string, Module> implements ModuleIndex {
  readonly #own = new Set<string>()
  readonly #folders = new Set<string>()
  readonly #parts = new ModuleParts()

  isOwn(name: string): boolean {
    return this.#own.has(name)
  }

  /** `library/` and `module_utils/` beside a playbook or in a role. */
  addFolder(folder: string): void {
    this.addLibrary(join(folder, 'library'))
    this.#parts.addFolder(join(folder, 'module_utils'))
  }

  /** A folder of modules. */
  addLibrary(folder: string): void {
    if (this.#folders.has(folder)) return
    this.#folders.add(folder)
    for (const file of modulesIn(folder)) this.#add(file)
  }

  /** A collection that is installed in this folder. */
  addCollection(collection: string, folder: string): void {
    if (this.#folders.has(folder)) return
    this.#folders.add(folder)
    for (const file of modulesIn(join(folder, 'plugins/modules'))) {
      this.#add({ ...file, name: `${collection}.${file.name}`, package: packageOf(collection, folder, file.path) })
    }
  }

  addModuleUtils(folder: string): void {
    this.#parts.addFolder(folder)
  }

  /** A folder that may hold an `ansible_collections/`, of which modules import. */
  addCollectionsFolder(folder: string): void {
    this.#parts.addRoot(folder)
  }

  #add(file: FoundFile): void {
    const builtin = this.get(file.name)
    if (this.#own.has(file.name) || builtin?.kind === 'controller' || ACTS_FIRST.has(file.name)) return
    this.#own.add(file.name)
    if (builtin !== undefined) this.set(`ansible.builtin.${file.name}`, builtin)
    this.set(file.name, customModule(file, this.#parts))
  }
}

/** For imports that are relative to the module: `ansible_collections.my.tools.plugins.modules`. */
function packageOf(collection: string, folder: string, path: string): string {
  return ['ansible_collections', collection, ...relative(folder, dirname(path)).split('/')].join('.')
}
