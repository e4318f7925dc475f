import { dirname, isAbsolute, join } from 'node:path'
import type { Play } from '../../../model/playbook.ts'
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/yaml-node.ts'
import { importedFileMissing } from '../errors.ts'
import { searchedFolders, startingIn } from '../collections/collection.ts'
import { collectionPlaybook } from '../collections/collection-playbook.ts'
import { textOf } from '../fields.ts'
import { knownText } from '../known-text.ts'
import { readKeywords } from '../read-keywords.ts'
import { firstFile, readYamlFile } from '../read-yaml-file.ts'
import type { Reading } from '../reading.ts'
import { shownName } from '../shown-name.ts'

type PlaysReader = (reading: Reading, root: YamlNode, file: string) => readonly Play[]

const KEYWORDS = ['name', 'tags', 'when', 'vars']

/** The plays of another playbook, each with the `vars`, `tags` and conditions of the import. */
export function importedPlaybook(
  reading: Reading,
  map: YamlMap,
  entry: YamlEntry,
  readPlays: PlaysReader,
): readonly Play[] {
  for (const { key, keyAt } of map.entries) {
    if (key === entry.key || KEYWORDS.includes(key)) continue
    const hint = `import_playbook takes ${KEYWORDS.join(', ')}`
    reading.problem(`'${key}' is not a keyword of import_playbook`, keyAt, hint, {
      message: `'${key}' is not a valid attribute for a PlaybookInclude`,
      at: map.at,
    })
  }
  const { vars, tags, when } = readKeywords(reading, map)
  const at = entry.value.at
  const written = textOf(entry.value)
  if (written === undefined) {
    reading.problem('import_playbook: no file is named', entry.keyAt, "Name it, as in 'import_playbook: web.yml'")
    return []
  }
  const name = knownText(reading, written, vars, at)
  if (name === undefined) return []
  const inCollection = collectionPlaybook(name, searchedFolders(reading))
  const candidates = [inCollection ?? (isAbsolute(name) ? name : join(reading.place.playbookFolder, name))]
  const path = firstFile(candidates)
  if (path === undefined) {
    reading.problems.push(importedFileMissing(candidates, at))
    return []
  }
  const file = readYamlFile(reading, path, at)
  if (file === undefined) return []
  const inside = file.reading.in({
    ...startingIn(path),
    playbookFolder: dirname(path),
    vars: { ...reading.place.vars, ...vars },
  })
  return readPlays(inside, file.node, shownName(path)).map((play) => ({
    path,
    ...play,
    vars: { ...play.vars, ...vars },
    tags: [...tags, ...play.tags],
    when: [...when, ...play.when],
  }))
}
