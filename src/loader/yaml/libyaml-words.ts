import type { ErrorCode as YamlErrorCode } from 'yaml'
import type { AnsibleWords } from '../../base/ansible-words.ts'
import type { SourcePosition } from '../../base/source-position.ts'

/** What libyaml says where our parser has this to say; scripts look for its words. */
const BY_CODE: Readonly<Partial<Record<YamlErrorCode, string>>> = {
  TAB_AS_INDENT: 'found character that cannot start any token',
  BAD_SCALAR_START: 'found character that cannot start any token',
  BLOCK_AS_IMPLICIT_KEY: 'mapping values are not allowed in this context',
  MULTILINE_IMPLICIT_KEY: "could not find expected ':'",
  BAD_DQ_ESCAPE: 'found unknown escape character',
  BAD_ALIAS: 'found undefined alias',
}

export function libyamlWords(code: YamlErrorCode, message: string): string {
  if (/flow (sequence|collection)/i.test(message)) return "did not find expected ',' or ']'"
  if (/flow map/i.test(message)) return "did not find expected ',' or '}'"
  if (/closing.*quote/i.test(message)) return 'found unexpected end of stream'
  if (/sequence/i.test(message)) return "did not find expected '-' indicator"
  return BY_CODE[code] ?? 'did not find expected key'
}

/** What ansible-core says of a text that is neither JSON nor YAML (parsing/utils/yaml.py). */
export function neitherJsonNorYaml(text: string, problem: string, at: SourcePosition): AnsibleWords {
  const json = text.startsWith('{')
    ? 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'
    : 'Expecting value: line 1 column 1 (char 0)'
  const message =
    'We were unable to read either as JSON nor YAML, these are the errors we got from each:\n' +
    `JSON: ${json}\n\nSyntax Error while loading YAML.\n  ${problem}`
  return { message, at }
}
