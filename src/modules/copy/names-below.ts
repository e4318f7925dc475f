import type { Source } from './prepare.ts'

/** What may come to be below the destination, by name. */
export function namesBelow(source: Source): readonly string[] {
  switch (source.kind) {
    case 'content':
      return []
    case 'file':
      return [source.file.name]
    case 'folder':
      return [...[source.top ?? []].flat(), ...source.folders, ...source.files.map(({ name }) => name)]
    case 'remote':
      return [source.path.slice(source.path.lastIndexOf('/') + 1)]
  }
}
