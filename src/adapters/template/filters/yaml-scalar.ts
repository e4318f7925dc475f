/** How PyYAML may write a text: `flow` and `block` without quotes, `single` in single quotes. */
export interface ScalarForms {
  readonly flow: boolean
  readonly block: boolean
  readonly single: boolean
  readonly multiline: boolean
}

const IMPLICIT = [
  /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  /^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/,
  /^(?:<<|=|~|null|Null|NULL|)$/,
  /^\d{4}-\d\d-\d\d$/,
  /^\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?$/,
]

/** Whether YAML 1.1, as PyYAML reads it, takes the bare text for something else than text. */
function isImplicit(text: string): boolean {
  return IMPLICIT.some((pattern) => pattern.test(text))
}

const BREAK = /[\n\x85\u2028\u2029]/
/** Beyond what is printed as it is. */
const SPECIAL = /[^\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/

/** PyYAML's `analyze_scalar`, with what an unquoted text would be read as. */
export function scalarForms(text: string): ScalarForms {
  const multiline = BREAK.test(text)
  const breakSpace = /[\n\x85\u2028\u2029] /.test(text)
  const spaceBreak = / [\n\x85\u2028\u2029]/.test(text)
  const special = SPECIAL.test(text)
  const single = !breakSpace && !spaceBreak && !special
  const bare = single && !multiline && !/^[ \n]|[ \n]$/.test(text) && !isImplicit(text)
  return { flow: bare && !hasFlowMark(text), block: bare && !hasBlockMark(text), single, multiline }
}

function hasBlockMark(text: string): boolean {
  return /^(?:---|\.\.\.)|^[#,[\]{}&*!|>'"%@`]|^[?:-](?:\s|$)|:(?:\s|$)|\s#/.test(text)
}

function hasFlowMark(text: string): boolean {
  return hasBlockMark(text) || /^[?:]|[,?[\]{}:]/.test(text)
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\x85': 'N',
  '\u2028': 'L',
  '\u2029': 'P',
}

/** A character inside of double quotes. */
export function doubleQuotedChar(char: string, allowUnicode: boolean): string {
  const escape = ESCAPES[char]
  if (escape !== undefined) return `\\${escape}`
  const code = char.codePointAt(0) ?? 0
  const isPlain = (code >= 0x20 && code <= 0x7e) || (allowUnicode && code >= 0xa0 && code <= 0xfffd && code !== 0xfeff)
  if (isPlain) return char
  if (code <= 0xff) return code === 0xa0 ? '\\_' : `\\x${code.toString(16).toUpperCase().padStart(2, '0')}`
  return code <= 0xffff
    ? `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`
    : `\\U${code.toString(16).toUpperCase().padStart(8, '0')}`
}
