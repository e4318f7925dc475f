/** The part of Go's text/template that `--format` is used with. */
export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'print'; readonly pipe: Pipe }
  | {
      readonly kind: 'range' | 'if' | 'with'
      readonly pipe: Pipe
      readonly variables: readonly string[]
      readonly body: readonly TemplateNode[]
      readonly otherwise: readonly TemplateNode[]
    }

/** Commands of a pipeline: each is a list of operands, and gets the result of the one before as its last. */
export type Pipe = readonly (readonly Operand[])[]

export type Operand =
  | { readonly kind: 'field'; readonly path: readonly string[]; readonly at: number }
  | { readonly kind: 'variable'; readonly name: string; readonly path: readonly string[]; readonly at: number }
  | { readonly kind: 'literal'; readonly value: unknown }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'group'; readonly pipe: Pipe }

export class TemplateSyntaxError extends Error {}

export function parseGoTemplate(text: string): readonly TemplateNode[] {
  const pieces = splitActions(text)
  const { nodes, ended } = parseList(pieces)
  if (ended !== undefined)
    throw new TemplateSyntaxError(`template parsing error: template: :1: unexpected {{${ended}}}`)
  return nodes
}

interface Piece {
  readonly action: boolean
  readonly text: string
  readonly at: number
}

function splitActions(text: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const match of text.matchAll(/\{\{(-\s)?((?:"(?:[^"\\]|\\.)*"|`[^`]*`|(?!\}\}).)*?)(\s-)?\}\}/gs)) {
    const before = text.slice(at, match.index)
    pieces.push({ action: false, text: match[1] === undefined ? before : before.trimEnd(), at })
    pieces.push({ action: true, text: (match[2] ?? '').trim(), at: match.index + 2 })
    at = match.index + match[0].length
    if (match[3] !== undefined) at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0
  }
  pieces.push({ action: false, text: text.slice(at), at })
  return pieces.filter((piece) => piece.action || piece.text !== '')
}

function parseList(pieces: Piece[]): { nodes: TemplateNode[]; ended: string | undefined } {
  const nodes: TemplateNode[] = []
  for (let piece = pieces.shift(); piece !== undefined; piece = pieces.shift()) {
    if (!piece.action) {
      nodes.push({ kind: 'text', text: piece.text })
      continue
    }
    if (piece.text === 'end' || /^else\b/.test(piece.text)) return { nodes, ended: piece.text }
    const block = /^(range|if|with)\b\s*(.*)$/s.exec(piece.text)
    nodes.push(
      block === null ? { kind: 'print', pipe: parsePipe(piece.text, piece.at) } : parseBlock(block, piece, pieces),
    )
  }
  return { nodes, ended: undefined }
}

function parseBlock(block: RegExpExecArray, piece: Piece, pieces: Piece[]): TemplateNode {
  const kind = block[1] as 'range' | 'if' | 'with'
  const declared = /^(\$\w+(?:\s*,\s*\$\w+)?)\s*:=\s*(.*)$/s.exec(block[2] ?? '')
  const variables = declared === null ? [] : (declared[1] ?? '').split(',').map((name) => name.trim())
  const pipe = parsePipe(declared?.[2] ?? block[2] ?? '', piece.at)
  const { nodes: body, ended } = parseList(pieces)
  if (ended === undefined) throw new TemplateSyntaxError('template parsing error: template: :1: unexpected EOF')
  if (ended === 'end') return { kind, pipe, variables, body, otherwise: [] }
  if (ended !== 'else') {
    const nested = { action: true, text: ended.replace(/^else\s+/, ''), at: piece.at }
    return { kind, pipe, variables, body, otherwise: parseList([nested, ...pieces.splice(0)]).nodes }
  }
  const otherwise = parseList(pieces)
  return { kind, pipe, variables, body, otherwise: otherwise.nodes }
}

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|`[^`]*`|\||\(|\)|-?\d+|\$?[\w.]+|\$|\S)/gy

function parsePipe(text: string, at: number): Pipe {
  const tokens = [...text.matchAll(TOKEN)].map((match) => match[1] ?? '')
  const pipe = takePipe(tokens, at)
  if (tokens.length > 0)
    throw new TemplateSyntaxError(`template parsing error: template: :1: unexpected "${tokens[0] ?? ''}"`)
  return pipe
}

function takePipe(tokens: string[], at: number): Pipe {
  const commands: Operand[][] = [[]]
  while (tokens.length > 0 && tokens[0] !== ')') {
    const token = tokens.shift() ?? ''
    if (token === '|') {
      commands.push([])
    } else if (token === '(') {
      const group = takePipe(tokens, at)
      tokens.shift()
      commands.at(-1)?.push({ kind: 'group', pipe: group })
    } else {
      commands.at(-1)?.push(operand(token, at))
    }
  }
  return commands
}

function operand(token: string, at: number): Operand {
  if (token.startsWith('"')) return { kind: 'literal', value: JSON.parse(token) }
  if (token.startsWith('`')) return { kind: 'literal', value: token.slice(1, -1) }
  if (/^-?\d+$/.test(token)) return { kind: 'literal', value: Number(token) }
  if (token === 'true' || token === 'false') return { kind: 'literal', value: token === 'true' }
  if (token === 'nil') return { kind: 'literal', value: null }
  const path = token
    .split('.')
    .slice(1)
    .filter((name) => name !== '')
  if (token.startsWith('.')) return { kind: 'field', path, at }
  if (token.startsWith('$')) return { kind: 'variable', name: token.split('.')[0] ?? '$', path, at }
  if (/^\w+$/.test(token)) return { kind: 'function', name: token }
  throw new TemplateSyntaxError(`template parsing error: template: :1: unexpected "${token}" in operand`)
}
