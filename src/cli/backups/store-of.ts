import { resolve } from 'node:path'
import type { Composition } from '../composition.ts'

export interface StoreFlags {
  readonly store?: string
  readonly identity?: string
}

/** The same, where flags say where the store is and what opens its secrets. */
export function withStore({ store, identity }: StoreFlags, composition: Composition): Composition {
  const { cwd, env } = composition.io
  const file = identity ?? env[IDENTITY_VARIABLE]
  return {
    ...composition,
    backupStore: (settings) =>
      composition.backupStore({
        ...settings,
        ...(store !== undefined && { store: resolve(cwd, store) }),
        ...(file !== undefined && { identity: resolve(cwd, file) }),
      }),
  }
}

const IDENTITY_VARIABLE = 'LONGSHORE_BACKUP_IDENTITY'
