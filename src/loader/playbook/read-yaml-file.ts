import { readFileSync, statSync } from 'node:fs'
import type { ErrorCode } from '../../base/error-code.ts'
import type { SourcePosition } from '../../base/source-position.ts'
import { fileUnreadable } from '../errors.ts'
import { textOf, withoutSecrets } from '../read-text-file.ts'
import { parseYaml } from '../yaml/parse-yaml.ts'
import type { YamlNode } from '../yaml/yaml-node.ts'
import { errorAt } from './errors.ts'
import { onDuplicate, type Reading } from './reading.ts'
import { shownName } from './shown-name.ts'

export interface YamlFile {
  readonly node: YamlNode
  /** In the file. */
  readonly reading: Reading
}

/**
 * A file that `at` asks for. Undefined where it cannot be read, or is being read already. `code` is that of its problems:
 * with VARS_INVALID none shows the text, which may hold secrets.
 */
export function readYamlFile(
  reading: Reading,
  path: string,
  at: SourcePosition,
  code: ErrorCode = 'PLAYBOOK_INVALID',
): YamlFile | undefined {
  const { files } = reading.place
  const shown = shownName(path)
  if (files.includes(path)) {
    const circle = [...files.slice(files.indexOf(path)), path].map(shownName).join(' -> ')
    reading.problem(`${shown} imports itself: ${circle}`, at, 'Break the circle, or include it under a condition')
    return undefined
  }
  const node = parsedFile(reading, { path, shown, at, code })
  return node === undefined ? undefined : { node, reading: reading.in({ files: [...files, path] }) }
}

interface Wanted {
  readonly path: string
  readonly shown: string
  readonly at: SourcePosition
  readonly code: ErrorCode
}

function parsedFile(reading: Reading, { path, shown, at, code }: Wanted): YamlNode | undefined {
  const { vault } = reading.checks
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (cause) {
    reading.problems.push(errorAt(fileUnreadable(shown, cause), at))
    return undefined
  }
  const text = textOf(bytes, { shown, code, vault })
  if (!text.ok) {
    reading.problems.push(text.error)
    return undefined
  }
  const parsed = parseYaml(text.value.text, shown, code, vault, onDuplicate(reading.checks))
  if (parsed.ok) return parsed.value
  reading.problems.push(...withoutSecrets(parsed.error, text.value, shown))
  return undefined
}

/** The first of these that is a file. */
export function firstFile(candidates: readonly string[]): string | undefined {
  return candidates.find((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
}
