import { readFile } from '../../base/files-at-once.ts'
import { extname } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import type { Result } from '../../base/result.ts'
import { textOf, type TextFile } from '../read-text-file.ts'
import type { Vault } from '../vault/vault.ts'
import { parseYaml } from '../yaml/parse-yaml.ts'
import type { YamlNode } from '../yaml/yaml-node.ts'
import type { SourceFile } from './find-sources.ts'

/** One source: a list of hosts from the command line, or a file. What several plugins need of it is computed once. */
export class SourceText {
  readonly file: SourceFile
  readonly #bytes: Buffer
  readonly #vault: Vault | undefined
  #text: Result<TextFile, LongshoreError> | undefined
  #yaml: Result<YamlNode, readonly LongshoreError[]> | undefined

  private constructor(file: SourceFile, bytes: Buffer, vault: Vault | undefined) {
    this.file = file
    this.#bytes = bytes
    this.#vault = vault
  }

  /** Throws what node:fs does where the file cannot be read. */
  static async open(file: SourceFile, vault: Vault | undefined): Promise<SourceText> {
    return new SourceText(file, file.kind === 'list' ? Buffer.of() : await readFile(file.path), vault)
  }

  /** As error texts name it. */
  get shown(): string {
    return this.file.kind === 'list' ? this.file.list : this.file.shown
  }

  /** As Ansible names it, and variables do: absolute, or the list. */
  get path(): string {
    return this.file.kind === 'list' ? this.file.list : this.file.path
  }

  get isFile(): boolean {
    return this.file.kind === 'file'
  }

  get extension(): string {
    return this.file.kind === 'list' ? '' : extname(this.file.path)
  }

  get hasShebang(): boolean {
    return this.#bytes.subarray(0, 2).toString('latin1') === '#!'
  }

  /** Whether the kernel starts it: text needs `#!`, and Node would hand any other to sh. */
  get isProgram(): boolean {
    return this.hasShebang || this.#bytes.subarray(0, 4).toString('latin1') === '\x7fELF'
  }

  get isExecutable(): boolean {
    return this.file.kind === 'file' && this.file.executable
  }

  /** Decrypted where it is encrypted. */
  text(): Result<TextFile, LongshoreError> {
    const request = { shown: this.shown, code: 'INVENTORY_INVALID', vault: this.#vault } as const
    return (this.#text ??= textOf(this.#bytes, request))
  }

  yaml(): Result<YamlNode, readonly LongshoreError[]> {
    if (this.#yaml !== undefined) return this.#yaml
    const text = this.text()
    this.#yaml = text.ok
      ? parseYaml(text.value.text, this.shown, 'INVENTORY_INVALID', this.#vault)
      : { ok: false, error: [text.error] }
    return this.#yaml
  }
}
