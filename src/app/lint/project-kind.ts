import { readFile } from 'node:fs/promises'
import { parseYaml } from '../../loader/yaml/parse-yaml.ts'
import type { LintKind } from './lint-kind.ts'

/** A YAML file that is one map is an inventory: a playbook is a list. What cannot be read is judged as its name says. */
export async function projectKind(file: string, byName: LintKind | undefined): Promise<LintKind | undefined> {
  if (byName !== 'playbook') return byName
  const text = await readFile(file, 'utf8').catch(() => '')
  const root = parseYaml(text, file)
  return root.ok && root.value.kind === 'map' ? 'inventory' : 'playbook'
}
