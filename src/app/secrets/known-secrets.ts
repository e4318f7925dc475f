import { SecretMask } from '../../base/secret-mask.ts'
import type { RunSettings } from '../../engine/engine-deps.ts'
import type { Vault } from '../../loader/vault/vault.ts'
import { parseYaml } from '../../loader/yaml/parse-yaml.ts'
import type { YamlNode } from '../../loader/yaml/yaml-node.ts'
import type { TaskResult } from '../../model/task-result.ts'
import type { SecretKeeper } from '../../ports/secret-keeper.ts'
import { withoutLogin } from '../../text-edit/mask-credentials.ts'
import { textsTold } from './texts-told.ts'

/** What a run knows to be secret: what a vault held, passwords, what modules log in with, and what `no_log` withholds. */
export class KnownSecrets implements SecretKeeper {
  readonly #mask = new SecretMask()
  readonly #vault: Vault
  #seen = 0

  constructor(vault: Vault, { become, connection }: Pick<RunSettings, 'become' | 'connection'>) {
    this.#vault = vault
    for (const password of [become.password, connection.password]) {
      if (password !== undefined) this.learn(password.reveal())
    }
  }

  learn(secret: string): void {
    this.#mask.add(secret)
  }

  learnResult({ censored, isOfVault, values, items = [] }: TaskResult): void {
    if (censored === true && isOfVault !== true) for (const text of textsTold(values)) this.learn(text)
    for (const { result } of items) this.learnResult(result)
  }

  mask(text: string): string {
    const { plainTexts } = this.#vault
    for (; this.#seen < plainTexts.length; this.#seen++) {
      for (const secret of secretsIn(plainTexts[this.#seen] ?? '')) this.learn(secret)
    }
    return withoutLogin(this.#mask.mask(text))
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
