import { isAlias, isMap, isScalar, isSeq, type Alias, type Node, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml'
import type { AnsibleWords } from '../../base/ansible-words.ts'
import type { LongshoreError } from '../../base/longshore-error.ts'
import type { SourcePosition } from '../../base/source-position.ts'
import { encryptedScalar } from '../vault/encrypted-scalar.ts'
import type { Vault } from '../vault/vault.ts'
import { asUnsafe } from './as-unsafe.ts'
import { keyTwice, type YamlProblem } from './errors.ts'
import { mergeEntries } from './merge-keys.ts'
import { NodeSizes } from './node-sizes.ts'
import { resolvePlainScalar, resolveTaggedScalar } from './plain-scalar.ts'
import type { ScalarStyle, YamlEntry, YamlNode, YamlScalar } from './yaml-node.ts'

const MAX_DEPTH = 200
const STANDARD_TAG = 'tag:yaml.org,2002:'

/** What it stands before, all texts inside included, is data and no template. */
const UNSAFE_TAG = '!unsafe'

const VAULT_TAGS: readonly string[] = ['!vault', '!vault-encrypted']

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single-quoted',
  QUOTE_DOUBLE: 'double-quoted',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
}

export interface ConvertContext {
  readonly at: (offset: number) => SourcePosition
  readonly problem: YamlProblem
  readonly problems: LongshoreError[]
  /** What ansible-core says where libyaml says that. */
  readonly words: (problem: string, at: SourcePosition) => AnsibleWords
  readonly vault: Vault
  /** Is told of keys that are written twice, which are problems without it. */
  readonly warn: ((message: string) => void) | undefined
}

/** The document of the `yaml` package, parsed with its failsafe schema, as a `YamlNode`. Problems go to the context. */
export function convertDocument(root: Node | null, context: ConvertContext): YamlNode {
  return new Converter(context).convert(root, 0, 0)
}

interface WrittenEntry {
  readonly key: YamlNode
  readonly value: YamlNode
  readonly keyStart: number
  /** Of the map. */
  readonly start: number
}

class Converter {
  readonly #context: ConvertContext
  readonly #anchors = new Map<string, YamlNode | 'open'>()
  readonly #sizes = new NodeSizes()

  constructor(context: ConvertContext) {
    this.#context = context
  }

  convert(node: Node | null, offset: number, depth: number): YamlNode {
    if (node === null) return this.#nothing(offset)
    const start = node.range?.[0] ?? offset
    if (isAlias(node)) return this.#alias(node, start)
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined
    if (anchor !== undefined) this.#anchors.set(anchor, 'open')
    const converted = this.#value(node, start, depth)
    if (anchor !== undefined) this.#anchors.set(anchor, converted)
    return converted
  }

  #value(node: Node, start: number, depth: number): YamlNode {
    if (depth > MAX_DEPTH) {
      return this.#refuse(start, `nested more than ${MAX_DEPTH} levels deep`, 'Check that this is the file you meant')
    }
    if (node.tag === UNSAFE_TAG) return asUnsafe(this.#untagged(node, start, depth))
    return this.#untagged(node, start, depth)
  }

  #untagged(node: Node, start: number, depth: number): YamlNode {
    if (isScalar(node)) return this.#scalar(node, start)
    if (isMap(node)) return this.#refusedTag(node.tag, 'map', start) ?? this.#map(node, start, depth)
    if (isSeq(node)) return this.#refusedTag(node.tag, 'seq', start) ?? this.#list(node, start, depth)
    throw new Error(`a YAML node of an unknown kind: ${String(node)}`)
  }

  #list(node: YAMLSeq, start: number, depth: number): YamlNode {
    const items = node.items.map((item) => this.convert(item as Node | null, start, depth + 1))
    this.#measure(items, items, start)
    return { kind: 'list', items, at: this.#context.at(start) }
  }

  #map(node: YAMLMap, start: number, depth: number): YamlNode {
    const own = new Map<string, YamlEntry>()
    const mergeSources: YamlNode[] = []
    for (const pair of node.items) {
      const keyNode = pair.key as Node | null
      const keyStart = keyNode?.range?.[0] ?? start
      const key = this.convert(keyNode, start, depth + 1)
      const value = this.convert(pair.value as Node | null, keyNode?.range?.[1] ?? start, depth + 1)
      if (isMergeKey(key)) mergeSources.push(value)
      else this.#addEntry(own, { key, value, keyStart, start })
    }
    const at = this.#context.at(start)
    const entries = mergeEntries(mergeSources, [...own.values()])
    if (entries === undefined) {
      return this.#refuse(start, "the value of '<<' is not a map", "'<<' takes a map, or a list of maps, to merge")
    }
    this.#measure(
      entries,
      entries.map((entry) => entry.value),
      start,
    )
    return { kind: 'map', entries, at }
  }

  #addEntry(own: Map<string, YamlEntry>, { key, value, keyStart, start }: WrittenEntry): void {
    if (key.kind !== 'scalar') {
      const hint = 'A value that starts with \'{{\' has to be in quotes: "{{ name }}"'
      const kind = key.kind === 'map' ? 'AnsibleMapping' : 'AnsibleSequence'
      this.#refuse(
        keyStart,
        `a ${key.kind} cannot be a key`,
        hint,
        `found unacceptable key (unhashable type: '${kind}')`,
      )
      return
    }
    const name = typeof key.value === 'string' ? key.value : String(key.value)
    const first = own.get(name)
    const { warn, at } = this.#context
    if (first !== undefined && warn === undefined) {
      const hint = 'Remove one of the two: only one value can hold'
      this.#refuse(keyStart, `the key '${name}' is written twice, first in line ${first.keyAt.line}`, hint)
      return
    }
    if (first !== undefined) warn?.(keyTwice(name, at(start)))
    own.set(name, { key: name, keyValue: key.value, keyAt: at(keyStart), value })
  }

  #alias(node: Alias, start: number): YamlNode {
    const target = this.#anchors.get(node.source)
    if (target === undefined) {
      return this.#refuse(
        start,
        `the alias '*${node.source}' has no anchor before it`,
        `Define '&${node.source}' first`,
      )
    }
    if (target === 'open') {
      return this.#refuse(start, `the alias '*${node.source}' is inside its own anchor`, 'A value cannot hold itself')
    }
    return { ...target, at: this.#context.at(start) }
  }

  #scalar(node: Scalar, start: number): YamlNode {
    const source = typeof node.value === 'string' ? node.value : ''
    const style = STYLES[node.type ?? 'PLAIN'] ?? 'plain'
    const at = this.#context.at(start)
    if (node.tag === undefined || node.tag === '!' || node.tag === UNSAFE_TAG) {
      const value = style === 'plain' && node.tag === undefined ? resolvePlainScalar(source) : source
      return { kind: 'scalar', value, source, style, at }
    }
    if (VAULT_TAGS.includes(node.tag)) {
      return {
        kind: 'scalar',
        value: source,
        source,
        style,
        at,
        opaque: encryptedScalar(source, at, this.#context.vault),
      }
    }
    const name = node.tag.startsWith(STANDARD_TAG) ? node.tag.slice(STANDARD_TAG.length) : ''
    if (name === 'timestamp') return { kind: 'scalar', value: source, source, style, at }
    if (!['str', 'int', 'float', 'bool', 'null'].includes(name)) {
      return this.#refusedTag(node.tag, '', start) ?? this.#nothing(start)
    }
    const value = resolveTaggedScalar(name, source)
    if (value === undefined) return this.#refuse(start, `the value does not fit its tag !!${name}`, 'Remove the tag')
    return { kind: 'scalar', value, source, style, at }
  }

  #refusedTag(tag: string | undefined, allowed: string, start: number): YamlNode | undefined {
    if (tag === undefined || tag === '!' || tag === UNSAFE_TAG || tag === STANDARD_TAG + allowed) return undefined
    const shown = tag.startsWith(STANDARD_TAG) ? `!!${tag.slice(STANDARD_TAG.length)}` : tag
    if (VAULT_TAGS.includes(shown)) {
      return this.#refuse(start, `${shown} is for text alone`, 'Write |, and the encrypted text below it')
    }
    return this.#refuse(start, `the tag ${shown} is not known`, 'Remove the tag')
  }

  #measure(body: object, parts: readonly YamlNode[], start: number): void {
    if (this.#sizes.fits(body, parts)) return
    this.#refuse(start, 'its aliases stand for more than 2 million values', 'Use fewer aliases of aliases')
  }

  #nothing(offset: number): YamlScalar {
    return { kind: 'scalar', value: null, source: '', style: 'plain', at: this.#context.at(offset) }
  }

  #refuse(offset: number, message: string, hint: string, libyaml?: string): YamlScalar {
    const at = this.#context.at(offset)
    const ansible = libyaml === undefined ? undefined : this.#context.words(libyaml, at)
    this.#context.problems.push(this.#context.problem(message, at, hint, ansible))
    return this.#nothing(offset)
  }
}

function isMergeKey(key: YamlNode): boolean {
  return key.kind === 'scalar' && key.style === 'plain' && key.value === '<<'
}
