import { didYouMean } from '../../base/nearest-name.ts'
import { filterNames, testNames } from './known-names.ts'
import { noLookup } from './errors.ts'
import { isLookup, shortLookupName } from './lookups/names.ts'
import { dottedName, isLookupCall } from './rewrite.ts'
import { is, type Token } from './tokens.ts'

const FUNCTIONS: ReadonlySet<string> = new Set(['range', 'dict', 'namespace', 'cycler', 'joiner'])

export interface NameProblem {
  readonly text: string
  readonly start: number
}

/** Filters, tests and functions that do not exist, found before anything runs. */
export function nameProblem(tokens: readonly Token[]): NameProblem | undefined {
  const deep = tooDeepAt(tokens)
  if (deep !== undefined) return { text: 'it nests too deeply', start: deep }
  for (const [index, token] of tokens.entries()) {
    const text = problemAt(tokens, index)
    if (text !== undefined) return { text, start: token.start }
  }
  return undefined
}

const DEEPEST = 100

/** Brackets in brackets, and `not not not ...`: beyond any use, and more than the engine's stack can take. */
function tooDeepAt(tokens: readonly Token[]): number | undefined {
  let depth = 0
  let prefixes = 0
  for (const token of tokens) {
    if (token.kind === 'operator' && '([{'.includes(token.text)) depth++
    if (token.kind === 'operator' && ')]}'.includes(token.text)) depth--
    prefixes = ['not', '-', '+'].includes(token.text) ? prefixes + 1 : 0
    if (depth > DEEPEST || prefixes > DEEPEST) return token.start
  }
  return undefined
}

function problemAt(tokens: readonly Token[], index: number): string | undefined {
  const token = tokens[index]
  if (is(token, '|') && tokens[index + 1]?.kind === 'name') {
    const { name } = dottedName(tokens, index + 1)
    return filterNames.has(name) ? undefined : `there is no filter '${name}'${didYouMean(name, filterNames)}`
  }
  if (is(token, 'is') && !is(tokens[index - 1], '.')) {
    const { name } = dottedName(tokens, is(tokens[index + 1], 'not') ? index + 2 : index + 1)
    if (name === '' || testNames.has(name)) return undefined
    return `there is no test '${name}'${didYouMean(name, testNames)}`
  }
  return isLookupCall(tokens, index) ? lookupProblem(tokens[index + 2]) : undefined
}

function lookupProblem(name: Token | undefined): string | undefined {
  if (name?.kind !== 'string') return undefined
  const short = shortLookupName(name.value)
  return isLookup(short) ? undefined : noLookup(short).message
}

/** Functions that a template may call besides its own macros. */
export function isFunction(name: string): boolean {
  return FUNCTIONS.has(name)
}
