import { readdirSync } from 'node:fs'
import { extname, join } from 'node:path'

/** Endings of files beside modules that are none (Ansible: constants.py, REJECT_EXTS, and documentation). */
const NO_MODULES = new Set([
  ...['.pyc', '.pyo', '.swp', '.bak', '.md', '.txt', '.rst', '.yaml', '.yml', '.ini', '.rpm', '.orig', '.ps1'],
])

export interface FoundFile {
  /** Of a module; of a part of `module_utils`, with dots between folders. */
  readonly name: string
  /** Absolute. */
  readonly path: string
  /** Of a module of a collection, in which it may import what is near by. */
  readonly package?: string
}

/** Files of a `library/` folder and of the folders in it that may be modules, in the order of their names. */
export function modulesIn(folder: string): readonly FoundFile[] {
  const files = filesIn(folder, '')
  return files.flatMap(({ name, path }) => {
    const file = name.split('/').at(-1) ?? ''
    const ending = extname(file)
    if (NO_MODULES.has(ending) || file.endsWith('~') || file === '__init__.py') return []
    return [{ name: file.slice(0, file.length - ending.length).replace(/^_/, ''), path }]
  })
}

/** Python files of a `module_utils/` folder by the names under which modules import them. */
export function partsIn(folder: string): readonly FoundFile[] {
  return filesIn(folder, '').flatMap(({ name, path }) => {
    if (!name.endsWith('.py')) return []
    const dotted = name.slice(0, -'.py'.length).replaceAll('/', '.')
    return [{ name: dotted.replace(/(^|\.)__init__$/, ''), path }]
  })
}

/** Nothing where there is no such folder. */
function filesIn(folder: string, prefix: string): readonly FoundFile[] {
  const entries = entriesOf(folder).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.name.startsWith('.') || entry.name === '__pycache__') return []
    return entry.isDirectory() ? filesIn(path, `${prefix}${entry.name}/`) : [{ name: prefix + entry.name, path }]
  })
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
