import { closingIndex, is, nameToken, type Token } from './tokens.ts'

/** A variable with the constant way into it: `a.b['c'][0]`, or `hostvars[inventory_hostname].x`. */
export interface Chain {
  readonly root: string
  readonly path: readonly (string | number | Chain)[]
  /** As written. */
  readonly text: string
}

export interface ReadChain {
  readonly chain: Chain
  /** Index of the first token after it. */
  readonly end: number
}

/** Reads the chain whose name is at `index`. A last name before a parenthesis is a method and not part of it. */
export function readChain(
  source: string,
  tokens: readonly Token[],
  index: number,
  bound: ReadonlySet<string>,
): ReadChain {
  const path: (string | number | Chain)[] = []
  let end = index + 1
  for (;;) {
    const attribute = attributeAt(tokens, end)
    if (attribute !== undefined) {
      path.push(attribute)
      end += 2
      continue
    }
    const key = is(tokens[end], '[') ? constantKey(source, tokens, end, bound) : undefined
    if (key === undefined) break
    path.push(key)
    end = closingIndex(tokens, end) + 1
  }
  const first = tokens[index]
  const last = tokens[end - 1]
  return {
    chain: { root: first?.text ?? '', path, text: source.slice(first?.start, last?.end) },
    end,
  }
}

/** The name in `.name` at `index`, unless it is called. */
export function attributeAt(tokens: readonly Token[], index: number): string | number | undefined {
  if (!is(tokens[index], '.') || is(tokens[index + 2], '(')) return undefined
  const next = tokens[index + 1]
  if (next?.kind === 'number' && /^\d+$/.test(next.text)) return Number(next.text)
  return nameToken(next)
}

function constantKey(source: string, tokens: readonly Token[], open: number, bound: ReadonlySet<string>) {
  const inside = tokens.slice(open + 1, closingIndex(tokens, open))
  const [first, second] = inside
  if (first === undefined) return undefined
  if (inside.length === 1 && first.kind === 'string') return first.value
  if (inside.length === 1 && first.kind === 'number' && /^\d+$/.test(first.text)) return Number(first.text)
  if (inside.length === 2 && is(first, '-') && second !== undefined && /^\d+$/.test(second.text)) {
    return -Number(second.text)
  }
  if (first.kind !== 'name' || isReserved(first.text) || bound.has(first.text)) return undefined
  const inner = readChain(source, inside, 0, bound)
  return inner.end === inside.length ? inner.chain : undefined
}

/** Words of the language, and the names that Jinja itself gives: no variable is looked up for them. */
export function isReserved(name: string): boolean {
  return RESERVED.has(name)
}

const RESERVED = new Set([
  ...['and', 'or', 'not', 'in', 'is', 'if', 'else', 'elif', 'true', 'false', 'none', 'True', 'False', 'None'],
  ...['recursive', 'loop', 'self', 'super', 'caller', 'varargs', 'kwargs', 'undefined'],
])
