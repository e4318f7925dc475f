// Control characters: C0 but tab and newline, DEL, C1; and the marks that reorder or hide text (bidi, zero-width).
const UNPRINTABLE = /[\0-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g
// eslint's no-control-regex is not among the rules: escape sequences begin with a control character.
const ESCAPE_SEQUENCE = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[ -/]*[0-~])/g

/** Text from elsewhere as a terminal may have it: no escape sequence and no control character but newline and tab. */
export function printable(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(ESCAPE_SEQUENCE, '').replaceAll(UNPRINTABLE, '')
}
