import { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
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
  line_statement_prefix: 'lineStatement',
  line_comment_prefix: 'lineComment',
  newline_sequence: 'newline',
}

interface FileOptions {
  readonly body: string
  readonly syntax: Syntax
  /** Of the body, in the file. */
  readonly firstLine: number
}

/**
 * The first line of a template file may set options: `#jinja2: lstrip_blocks: True, variable_start_string: '[%'`. Those
 * that Jinja2 does not have change nothing (ansible-core 2.14: template/__init__.py).
 */
export function fileOptions(
  text: string,
  { writtenPath: _writtenPath, destination: _destination, ...given }: TemplateOptions = {},
): Result<FileOptions, LongshoreError> {
  const header = /^#jinja2:([^\n]*)\n/.exec(text)
  const settings: Record<string, unknown> = {}
  for (const part of header === null ? [] : (header[1] ?? '').split(',')) {
    const colon = part.indexOf(':')
    if (colon < 0) return err(overrideWithoutColon(part.trim()))
    const known = NAMES[part.slice(0, colon).trim()]
    if (known !== undefined) settings[known] = settingOf(part.slice(colon + 1).trim())
  }
  return ok({
    body: text.slice(header?.[0].length ?? 0),
    syntax: { ...ANSIBLE_SYNTAX, ...given, ...settings },
    firstLine: header === null ? 1 : 2,
  })
}

/** In the words of Ansible. */
function overrideWithoutColon(part: string): LongshoreError {
  const message = `failed to parse jinja2 override '${part}'. Did you use something different from colon as key-value separator?`
  return new LongshoreError('TEMPLATE_INVALID', message, {
    hint: "Its first line sets options as '#jinja2: trim_blocks: False, lstrip_blocks: True'",
  })
}

function settingOf(written: string): unknown {
  const inList = literalValue(`[${written}]`)
  return Array.isArray(inList) ? inList[0] : /^true$/i.test(written)
}
