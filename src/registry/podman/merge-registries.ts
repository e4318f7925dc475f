import { parseToml } from '../../text-edit/toml-document.ts'
import type { ContainersMirror, ContainersRegistry } from '../desired/for-containers.ts'
import { registriesOf, textOf, type ConfTable, type RegistryEntry } from './registry-entry.ts'

export interface MergedRegistries {
  readonly registries: readonly ContainersRegistry[]
  /** Entries of others that say more than a drop-in could repeat. */
  readonly conflicts: readonly string[]
}

/**
 * An entry of a drop-in takes the place of one with the same prefix in the files before it, so that mirrors of others are
 * repeated after ours. `others`: file texts by path.
 */
export function mergeRegistries(
  wanted: readonly ContainersRegistry[],
  others: ReadonlyMap<string, string>,
  exclusive: boolean,
): MergedRegistries {
  const entries = [...others].flatMap(([path, text]) => {
    const document = parseToml(text)
    return document.ok ? registriesOf(document.value).map((entry) => ({ path, entry })) : []
  })
  const same = (location: string) => entries.filter(({ entry }) => prefixOf(entry) === location)
  return {
    registries: wanted.map((registry) => ({
      ...registry,
      insecure: registry.insecure || same(registry.location).some(({ entry }) => isTrue(entry, 'insecure')),
      mirrors: exclusive ? registry.mirrors : withOthers(registry, same(registry.location)),
    })),
    conflicts: wanted.flatMap(({ location }) =>
      same(location)
        .filter(({ entry }) => isTrue(entry, 'blocked') || textOf(entry, 'location') !== location)
        .map(({ path }) => `${location}: ${path} blocks it or moves it elsewhere, which an entry of ours would undo`),
    ),
  }
}

function withOthers(
  { mirrors }: ContainersRegistry,
  others: readonly { readonly entry: RegistryEntry }[],
): readonly ContainersMirror[] {
  const theirs = others.flatMap(({ entry }) => entry.mirrors.map(mirrorOf))
  return [...mirrors, ...theirs.filter(({ location }) => !mirrors.some((mirror) => mirror.location === location))]
}

function mirrorOf(table: ConfTable): ContainersMirror {
  const pullFrom = textOf(table, 'pull-from-mirror')
  return {
    location: textOf(table, 'location'),
    insecure: isTrue(table, 'insecure'),
    ...(pullFrom !== '' && { pullFrom }),
  }
}

function prefixOf(entry: RegistryEntry): string {
  return textOf(entry, 'prefix') || textOf(entry, 'location')
}

function isTrue({ fields }: ConfTable, name: string): boolean {
  return fields.get(name)?.value === true
}
