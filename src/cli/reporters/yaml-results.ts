import type { AnsibleCallbackOptions } from './reporter-io.ts'
import { toYaml } from '../../loader/yaml/to-yaml.ts'

/** `callback_result_format = yaml`: for reading, or with all that a result holds (`callback_format_pretty = false`). */
export type YamlResults = 'pretty' | 'whole'

/** What the settings of Ansible's callbacks say; undefined: JSON. */
export function yamlResults({ resultFormat, prettyResults }: AnsibleCallbackOptions): YamlResults | undefined {
  if (resultFormat !== 'yaml') return undefined
  return prettyResults === false ? 'whole' : 'pretty'
}

const INDENT = '    '

/** A result as Ansible's callbacks write it in YAML: on lines of its own. */
export function yamlOf(values: Readonly<Record<string, unknown>>, form: YamlResults): string {
  const text =
    form === 'whole' ? toYaml(values, { blocks: true }) : toYaml(readable(shortened(values)), { step: 4, blocks: true })
  return `\n${text.replace(/\n$/, '').replaceAll(/^(?=.*\S)/gm, INDENT)}`
}

/** The lines are in the text already. */
function shortened(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const omitted = ['stdout', 'stderr'].filter((name) => name in values && `${name}_lines` in values)
  return { ...values, ...Object.fromEntries(omitted.map((name) => [`${name}_lines`, '<omitted>'])) }
}

/** Texts of several lines lose what would keep them from being a block. */
function readable(value: unknown): unknown {
  if (typeof value === 'string') return /[\n\u0085\u2028\u2029]/.test(value) ? munged(value) : value
  if (Array.isArray(value)) return value.map(readable)
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, readable(item)]))
}

function munged(text: string): string {
  const lines = text.trimEnd().split('\n')
  return lines
    .map((line) => withoutTabs(line).replaceAll(/[^\x20-\x7e\u0085\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/g, ''))
    .map((line) => line.trimEnd())
    .join('\n')
}

/** To the next of every eight columns, as Python's `expandtabs`. */
function withoutTabs(line: string): string {
  return line.split('\t').reduce((text, part) => `${text}${' '.repeat(8 - (text.length % 8))}${part}`)
}
