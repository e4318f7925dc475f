import { literalValue } from './python/literal.ts'
import type { TemplateOptions } from '../../model/template-options.ts'
import { ANSIBLE_SYNTAX, type Syntax } from './jinja/syntax.ts'

const NAMES: Readonly<Record<string, keyof Syntax>> = {
  trim_blocks: 'trimBlocks',
  lstrip_blocks: 'lstripBlocks',
  block_start_string: 'blockStart',
  block_end_string: 'blockEnd',
  variable_start_string: 'variableStart',
  variable_end_string: 'variableEnd',
  comment_start_string: 'commentStart',
  comment_end_string: 'commentEnd',
}

/**
 * The first line of a template file may set options: `#jinja2: lstrip_blocks: True, variable_start_string: '[%'`. The
 * body keeps its offsets from the line after it.
 */
export function fileOptions(
  text: string,
  { destination: _, ...given }: TemplateOptions = {},
): { readonly body: string; readonly syntax: Syntax; readonly firstLine: number } {
  const header = /^#jinja2:([^\n]*)\n/.exec(text)
  const settings: Record<string, unknown> = {}
  for (const part of (header?.[1] ?? '').split(',')) {
    const [name = '', ...value] = part.split(':')
    const known = NAMES[name.trim()]
    if (known !== undefined) settings[known] = settingOf(value.join(':').trim())
  }
  return {
    body: text.slice(header?.[0].length ?? 0),
    syntax: { ...ANSIBLE_SYNTAX, ...given, ...settings },
    firstLine: header === null ? 1 : 2,
  }
}

function settingOf(written: string): unknown {
  const inList = literalValue(`[${written}]`)
  return Array.isArray(inList) ? inList[0] : /^true$/i.test(written)
}
