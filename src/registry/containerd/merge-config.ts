import type { TomlPath } from '../../text-edit/toml-document.ts'
import { has } from '../capabilities/matrix.ts'
import type { Version } from '../version.ts'
import { CRI_V1, CRI_V2, IMAGES_V3 } from './config-schema.ts'
import { viewOf, type ConfigFinding, type ConfigView } from './config-view.ts'

/**
 * The first file with the others merged into it: before 2.0.0 a plugin's section replaces the one before it, later each
 * value does. Source: containerd cmd/containerd/server/config `mergeConfig`.
 */
export function mergeViews(views: readonly ConfigView[], version: Version): ConfigView {
  const [first, ...later] = views
  if (first === undefined) throw new Error('there is a file to merge into')
  const isDeep = has('containerd', version, 'deep-merge-of-imports')
  const fileVersion = isDeep ? first.fileVersion : Math.max(...views.map((view) => view.fileVersion))
  const start = { leaves: first.leaves, tables: first.places }
  const merged = later.reduce(({ leaves, tables }, view) => {
    const name = (path: TomlPath): TomlPath => (isDeep ? renamed(path, view.fileVersion, fileVersion) : path)
    const added = view.leaves.map((leaf) => ({ ...leaf, path: name(leaf.path) }))
    const paths = new Set(added.map(({ path }) => JSON.stringify(path)))
    const replaced = new Set(isDeep ? [] : pluginsOf(view))
    const stays = ({ path }: { readonly path: TomlPath }) =>
      !(path[0] === 'plugins' && replaced.has(path[1] ?? '')) && !paths.has(JSON.stringify(path))
    return {
      leaves: [...leaves.filter(stays), ...added],
      tables: [...tables.filter(stays), ...view.places.map((table) => ({ ...table, path: name(table.path) }))],
    }
  }, start)
  return viewOf({ fileVersion, version, ...merged })
}

/** What a file sets in a plugin's section, and a later one replaces. */
export function replacedFindings(
  views: readonly ConfigView[],
  names: readonly string[],
  version: Version,
): ConfigFinding[] {
  if (has('containerd', version, 'deep-merge-of-imports')) return []
  return views.flatMap((view, index) =>
    pluginsOf(view).flatMap((plugin) => {
      const by = views.findIndex((other, later) => later > index && pluginsOf(other).includes(plugin))
      const lost = keysOf(view, plugin).filter((key) => !keysOf(views[by], plugin).includes(key))
      if (by === -1 || lost.length === 0) return []
      const message = `containerd before 2.0.0 replaces the whole section ${plugin} by that of ${names[by] ?? ''}: what is set here is gone (${lost.join(', ')})`
      const offset = view.offsetOf('plugins', plugin)
      return [
        { severity: 'ignored', code: 'import-replaces-section', message, offset, fix: 'give each plugin one file' },
      ]
    }),
  )
}

function pluginsOf({ leaves }: ConfigView): string[] {
  const names = leaves.flatMap(({ path }) => (path[0] === 'plugins' && path[1] !== undefined ? [path[1]] : []))
  return [...new Set(names)]
}

function keysOf(view: ConfigView | undefined, plugin: string): string[] {
  const own = view?.leaves.filter(({ path }) => path[0] === 'plugins' && path[1] === plugin) ?? []
  return own.map(({ path }) => path.slice(2).join('.'))
}

/** containerd 2 brings each file to one version before it merges them. */
function renamed(path: TomlPath, from: number, to: number): TomlPath {
  if (path[0] !== 'plugins' || path[1] !== criName(from)) return path
  return ['plugins', criName(to), ...path.slice(2)]
}

function criName(fileVersion: number): string {
  return fileVersion >= 3 ? IMAGES_V3 : fileVersion === 2 ? CRI_V2 : CRI_V1
}
