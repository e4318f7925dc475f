import { join } from 'node:path'
import type { Module, ModuleIndex } from '../../model/module.ts'
import { customModule } from './custom-module.ts'
import { type FoundFile, modulesIn, partsIn } from './find-modules.ts'

/** What acts on the controller first, in Ansible by a plugin: a file of that name in a library is not looked at. */
const NOT_REPLACED = new Set([
  ...['command', 'shell', 'script', 'raw', 'copy', 'template', 'fetch', 'service', 'reboot', 'wait_for_connection'],
])

/** The builtin modules and those in folders of the operator's. Of two with one name, the one that was found first stays. */
export class ModuleLibrary extends Map<string, Module> implements ModuleIndex {
  readonly #own = new Set<string>()
  readonly #folders = new Set<string>()
  readonly #parts = new Map<string, FoundFile>()

  /** `library/` and `module_utils/` beside a playbook or in a role. */
  addFolder(folder: string): void {
    this.addLibrary(join(folder, 'library'))
    for (const part of partsIn(join(folder, 'module_utils'))) {
      if (!this.#parts.has(part.name)) this.#parts.set(part.name, part)
    }
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
      this.#add({ ...file, name: `${collection}.${file.name}` })
    }
  }

  #add(file: FoundFile): void {
    const builtin = this.get(file.name)
    if (this.#own.has(file.name) || builtin?.kind === 'controller' || NOT_REPLACED.has(file.name)) return
    this.#own.add(file.name)
    this.set(
      file.name,
      customModule(file, () => [...this.#parts.values()]),
    )
  }
}
