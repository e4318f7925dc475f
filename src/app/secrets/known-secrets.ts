import { SecretMask } from '../../base/secret-mask.ts'
import type { RunSettings } from '../../engine/engine-deps.ts'
import type { Vault } from '../../loader/vault/vault.ts'
import { parseYaml } from '../../loader/yaml/parse-yaml.ts'
import type { YamlNode } from '../../loader/yaml/yaml-node.ts'
import type { TaskResult } from '../../model/task-result.ts'

/** What a run knows to be secret: what a vault held, passwords, and what tasks with `no_log` gave. It grows while it runs. */
export class KnownSecrets {
  readonly #mask = new SecretMask()
  readonly #vault: Vault
  #seen = 0

  constructor(vault: Vault, { become, connection }: Pick<RunSettings, 'become' | 'connection'>) {
    this.#vault = vault
    for (const password of [become.password, connection.password]) {
      if (password !== undefined) this.#mask.add(password.reveal())
    }
  }

  /** The mask as of now. */
  get mask(): SecretMask {
    const { plainTexts } = this.#vault
    for (; this.#seen < plainTexts.length; this.#seen++) {
      for (const secret of secretsIn(plainTexts[this.#seen] ?? '')) this.#mask.add(secret)
    }
    return this.#mask
  }

  /** What a censored result said. */
  learn({ censored, values, items = [] }: TaskResult): void {
    if (censored === true) {
      const { stdout, stderr, content, ansible_facts: facts } = values
      for (const text of textsIn([stdout, stderr, content, facts])) this.#mask.add(text)
    }
    for (const { result } of items) this.learn(result)
  }
}

/** The values of variables that are a file of a vault; a text that is no variables is a secret as a whole. */
function secretsIn(text: string): readonly string[] {
  const parsed = parseYaml(text, 'a vault', 'VARS_INVALID')
  const leaves = parsed.ok && parsed.value.kind === 'map' ? leavesOf(parsed.value) : undefined
  return leaves === undefined ? [text] : text.includes('\n') ? leaves : [text, ...leaves]
}

function leavesOf(node: YamlNode): readonly string[] {
  if (node.kind === 'list') return node.items.flatMap(leavesOf)
  if (node.kind === 'map') return node.entries.flatMap(({ value }) => leavesOf(value))
  return typeof node.value === 'string' && node.opaque === undefined ? [node.value] : []
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
