import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { SourcePosition } from '../../../base/source-position.ts'
import type { Vars } from '../../../model/vars.ts'
import { describeNode, mapToNative } from '../../yaml/yaml-node.ts'
import { roleFileMissing } from '../errors.ts'
import { isEmpty } from '../fields.ts'
import { firstFile, readYamlFile } from '../read-yaml-file.ts'
import type { Reading } from '../reading.ts'

const EXTENSIONS = ['.yml', '.yaml', '.json', '']

/** `main` or the file that was asked for, with any extension that Ansible knows. */
export function roleFile(path: string, folder: string, from: string | undefined): string | undefined {
  return firstFile(roleFileNames(path, folder, from))
}

export function roleFileNames(path: string, folder: string, from: string | undefined): readonly string[] {
  return EXTENSIONS.map((extension) => join(path, folder, `${from ?? 'main'}${extension}`))
}

/** Variables of `vars/` or `defaults/`: of one file, or of all files below a folder of that name. */
export function roleVars(
  reading: Reading,
  path: string,
  folder: 'vars' | 'defaults',
  from: string | undefined,
  at: SourcePosition,
): Vars {
  const file = roleFile(path, folder, from)
  if (file !== undefined) return varsOf(reading, file, at)
  const below = join(path, folder, from ?? 'main')
  if (statSync(below, { throwIfNoEntry: false })?.isDirectory() === true) {
    return Object.assign({}, ...filesBelow(below).map((each) => varsOf(reading, each, at))) as Vars
  }
  if (from !== undefined) {
    reading.problems.push(roleFileMissing(folder, from, roleFileNames(path, folder, from), at))
  }
  return {}
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && EXTENSIONS.some((extension) => extension !== '' && entry.name.endsWith(extension)),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function varsOf(reading: Reading, file: string, at: SourcePosition): Vars {
  const read = readYamlFile(reading, file, at, 'VARS_INVALID')
  if (read === undefined || isEmpty(read.node)) return {}
  if (read.node.kind === 'map') return mapToNative(read.node)
  const message = `a file of variables is a map, and this is ${describeNode(read.node)}`
  reading.problem(message, read.node.at, "Write 'name: value', one a line")
  return {}
}
