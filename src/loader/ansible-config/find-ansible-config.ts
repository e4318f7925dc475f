import { constants } from 'node:fs'
import { access, stat } from '../../base/files-at-once.ts'
import { join, resolve } from 'node:path'
import { expanded } from './setting-kinds.ts'

export interface ConfigSearch {
  readonly cwd: string
  readonly home: string
  readonly env: Readonly<Record<string, string | undefined>>
}

export interface FoundConfig {
  /** Absolute. */
  readonly path: string | undefined
  readonly warnings: readonly string[]
}

/**
 * ANSIBLE_CONFIG, ./ansible.cfg unless anybody may write to the folder, ~/.ansible.cfg, /etc/ansible/ansible.cfg: the first
 * that can be read (config/manager.py, find_ini_config_file).
 */
export async function findAnsibleConfig({ cwd, home, env }: ConfigSearch): Promise<FoundConfig> {
  const named = env['ANSIBLE_CONFIG']
  const here = join(cwd, 'ansible.cfg')
  const given =
    named === undefined || named === '' ? undefined : await fileOf(expanded(named, { folder: cwd, cwd, home, env }))
  if (given !== undefined && (await isReadable(given))) return { path: given, warnings: [] }
  const open = await isWritableByAll(cwd)
  const paths = [...(open ? [] : [here]), join(home, '.ansible.cfg'), '/etc/ansible/ansible.cfg']
  const warnings = open && (await isReadable(here)) ? [worldWritable(cwd)] : []
  for (const path of paths) if (await isReadable(path)) return { path, warnings }
  return { path: undefined, warnings }
}

async function fileOf(path: string): Promise<string> {
  return stat(path).then(
    (found) => (found.isDirectory() ? resolve(path, 'ansible.cfg') : path),
    () => path,
  )
}

async function isReadable(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  )
}

async function isWritableByAll(folder: string): Promise<boolean> {
  return stat(folder).then(
    ({ mode }) => (mode & 0o002) !== 0,
    () => false,
  )
}

function worldWritable(folder: string): string {
  return `Longshore is being run in a world writable directory (${folder}), ignoring it as an ansible.cfg source.`
}
