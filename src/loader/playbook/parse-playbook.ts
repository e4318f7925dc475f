import { resolve } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { ModuleIndex } from '../../model/module.ts'
import type { Playbook } from '../../model/playbook.ts'
import { parseYaml } from '../yaml/parse-yaml.ts'
import { beginningOf, onDuplicate, Reading, type PlaybookChecks } from './reading.ts'
import { readPlays } from './read-plays.ts'

/**
 * A playbook from its text, or everything that is wrong with it, each with its place. `file` is how the operator knows it.
 * Modules, their argument names and, where no template is among them, their arguments are checked here; the syntax of
 * templates where `checks` are given.
 */
export function parsePlaybook(
  text: string,
  file: string,
  modules: ModuleIndex,
  checks: PlaybookChecks = {},
): Result<Playbook, readonly LongshoreError[]> {
  const parsed = parseYaml(text, file, 'PLAYBOOK_INVALID', checks.vault, onDuplicate(checks))
  if (!parsed.ok) return parsed
  const reading = new Reading(modules, checks, beginningOf(file))
  const plays = readPlays(reading, parsed.value, file)
  if (reading.problems.length > 0) return err(inOrder(reading.problems))
  return ok({ path: resolve(file), plays })
}

/** File by file, as they were come to, and from top to bottom in each. */
export function inOrder(problems: readonly LongshoreError[]): readonly LongshoreError[] {
  const files = [...new Set(problems.map((problem) => problem.at?.file))]
  const place = ({ at }: LongshoreError) => [files.indexOf(at?.file), at?.line ?? 0, at?.column ?? 0] as const
  return [...problems].sort((a, b) => {
    const [file, line, column] = place(a)
    const [otherFile, otherLine, otherColumn] = place(b)
    return file - otherFile || line - otherLine || column - otherColumn
  })
}
