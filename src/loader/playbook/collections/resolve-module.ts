import type { SourcePosition } from '../../../base/source-position.ts'
import { isAbsentModule } from '../../../model/absent-modules.ts'
import { ACTS_FIRST } from '../../../model/acts-first.ts'
import type { Module } from '../../../model/module.ts'
import { withoutCollection } from '../keyword-levels.ts'
import type { Reading } from '../reading.ts'
import { collectionFolder, collectionName } from './collection.ts'
import { routedModule } from './routing.ts'
import { searchedFirst } from './search-list.ts'

/** A module, by the name under which the index has it. */
export interface ResolvedModule {
  readonly module: Module
  readonly name: string
}

/**
 * A short name is one of the collections that are searched, else of ansible-core or `library/`; what acts on the controller
 * first is always ansible-core's. With `at`, the end of what is deprecated or gone is told there.
 */
export function resolveModule(reading: Reading, name: string, at?: SourcePosition): ResolvedModule | undefined {
  if (collectionName(name) !== undefined) return ofCollection(reading, name, at)
  const short = withoutCollection(name)
  const known = ofCore(reading, name, short)
  if (short !== name || known?.module.kind === 'controller' || ACTS_FIRST.has(name)) return known
  return searched(reading, name, at) ?? known
}

/** `ansible.builtin.` is none of `library/`, as in Ansible, but for a module that only Ansible itself has. */
function ofCore({ modules }: Reading, name: string, short: string): ResolvedModule | undefined {
  const isBuiltin = name.startsWith('ansible.builtin.') && !modules.has(name) && !isAbsentModule(short)
  if (isBuiltin && modules.isOwn?.(short) === true) return undefined
  const module = modules.get(name) ?? modules.get(short)
  return module && { module, name: modules.has(name) && name !== short ? name : module.name }
}

function searched(reading: Reading, name: string, at?: SourcePosition): ResolvedModule | undefined {
  for (const collection of searchedFirst(reading)) {
    const found = ofCollection(reading, `${collection}.${name}`, at)
    if (found !== undefined) return found
  }
  return undefined
}

/** Its collection is read when it is first named. */
function ofCollection(reading: Reading, written: string, at?: SourcePosition): ResolvedModule | undefined {
  const name = routedModule(reading, written, at)
  if (name !== written && collectionName(name) === undefined) return resolveModule(reading, name)
  const named = collectionName(name)
  const folder = named && collectionFolder(reading, named.collection)
  if (named === undefined || folder === undefined) return undefined
  reading.modules.addCollection?.(named.collection, folder)
  const module = reading.modules.get(name)
  return module && { module, name: module.name }
}
