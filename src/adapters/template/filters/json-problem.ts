/** What Python's json module says of a text that is not JSON, or undefined where it takes it. The text is not quoted. */
export function jsonProblem(text: string): string | undefined {
  try {
    const end = skipBlanks(text, valueEnd(text, skipBlanks(text, 0)))
    return end === text.length ? undefined : worded(text, 'Extra data', end)
  } catch (error) {
    if (error instanceof Stopped) return worded(text, error.message, error.position)
    throw error
  }
}

class Stopped extends Error {
  readonly position: number

  constructor(message: string, position: number) {
    super(message)
    this.position = position
  }
}

function worded(text: string, problem: string, position: number): string {
  const before = text.slice(0, position)
  const line = before.split('\n').length
  const column = position - before.lastIndexOf('\n')
  return `${problem}: line ${String(line)} column ${String(column)} (char ${String(position)})`
}

function skipBlanks(text: string, from: number): number {
  let at = from
  while (' \t\n\r'.includes(text[at] ?? '-')) at++
  return at
}

function valueEnd(text: string, at: number): number {
  if (text[at] === '"') return stringEnd(text, at)
  if (text[at] === '{') return listEnd(text, at, '}', memberEnd)
  if (text[at] === '[') return listEnd(text, at, ']', valueEnd)
  const plain = /(?:null|true|false|NaN|-?Infinity|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)/y
  plain.lastIndex = at
  if (!plain.test(text)) throw new Stopped('Expecting value', at)
  return plain.lastIndex
}

function listEnd(text: string, start: number, close: string, itemEnd: (text: string, at: number) => number): number {
  let at = skipBlanks(text, start + 1)
  if (text[at] === close) return at + 1
  for (;;) {
    at = skipBlanks(text, itemEnd(text, at))
    if (text[at] === close) return at + 1
    if (text[at] !== ',') throw new Stopped("Expecting ',' delimiter", at)
    at = skipBlanks(text, at + 1)
  }
}

function memberEnd(text: string, at: number): number {
  if (text[at] !== '"') throw new Stopped('Expecting property name enclosed in double quotes', at)
  const colon = skipBlanks(text, stringEnd(text, at))
  if (text[colon] !== ':') throw new Stopped("Expecting ':' delimiter", colon)
  return valueEnd(text, skipBlanks(text, colon + 1))
}

function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '"') return at + 1
    if (char < ' ') throw new Stopped('Invalid control character at', at)
    if (char !== '\\') continue
    at++
    if (!'"\\/bfnrtu'.includes(text[at] ?? '"')) throw new Stopped('Invalid \\escape', at - 1)
    if (text[at] === 'u' && !/^[\da-f]{4}$/i.test(text.slice(at + 1, at + 5)))
      throw new Stopped('Invalid \\uXXXX escape', at)
  }
  throw new Stopped('Unterminated string starting at', start)
}
