import { resolve } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { ModuleIndex } from '../../model/module.ts'
import type { Playbook } from '../../model/playbook.ts'
import { parseYaml } from '../yaml/parse-yaml.ts'
import { describeNode, type YamlNode } from '../yaml/yaml-node.ts'
import { isEmpty } from './fields.ts'
import { Reading, type PlaybookChecks } from './reading.ts'
import { readPlay } from './read-play.ts'

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
  const parsed = parseYaml(text, file, 'PLAYBOOK_INVALID', checks.vault)
  if (!parsed.ok) return parsed
  const reading = new Reading(modules, checks)
  const plays = readPlays(reading, parsed.value, file)
  if (reading.problems.length > 0) return err(inOrder(reading.problems))
  return ok({ path: resolve(file), plays })
}

function readPlays(reading: Reading, root: YamlNode, file: string) {
  if (isEmpty(root)) {
    reading.problem(`${file} is empty: a playbook is a list of plays`, root.at, "Begin with '- hosts: all'")
    return []
  }
  if (root.kind !== 'list') {
    const hint = "Begin each play with '- hosts: ...'"
    reading.problem(`a playbook is a list of plays, and this is ${describeNode(root)}`, root.at, hint)
    return []
  }
  if (root.items.length === 0) {
    reading.problem(`${file} has no plays`, root.at, "Begin with '- hosts: all'")
  }
  return root.items.flatMap((node) => {
    if (node.kind === 'map') return readPlay(reading, node) ?? []
    reading.problem(
      `expected a play, found ${describeNode(node)}`,
      node.at,
      "A play is a map that begins with '- hosts: ...'",
    )
    return []
  })
}

function inOrder(problems: readonly LongshoreError[]): readonly LongshoreError[] {
  const place = (error: LongshoreError) => (error.at?.line ?? 0) * 10_000 + (error.at?.column ?? 0)
  return [...problems].sort((a, b) => place(a) - place(b))
}
