import { FUNCTIONS, goPrint, isTrue, member } from './functions.ts'
import { parseGoTemplate, TemplateSyntaxError, type Operand, type Pipe, type TemplateNode } from './parse.ts'

export type Rendered = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly message: string }

/** Renders a `--format` over facts. `type` names the Go type of the whole for the error about an unknown field. */
export function renderGoTemplate(template: string, facts: unknown, type: string): Rendered {
  try {
    const nodes = parseGoTemplate(unescapeShell(template))
    return { ok: true, value: renderList(nodes, { dot: facts, variables: new Map([['$', facts]]), type }) }
  } catch (error) {
    if (error instanceof TemplateSyntaxError || error instanceof ExecutionError) {
      return { ok: false, message: error.message }
    }
    throw error
  }
}

class ExecutionError extends Error {}

interface Scope {
  readonly dot: unknown
  readonly variables: ReadonlyMap<string, unknown>
  readonly type: string
}

/** Docker's client reads `\t` and `\n` outside actions as tab and newline. */
function unescapeShell(template: string): string {
  return template.replace(/\\t(?![^{]*\}\})/g, '\t').replace(/\\n(?![^{]*\}\})/g, '\n')
}

function renderList(nodes: readonly TemplateNode[], scope: Scope): string {
  return nodes.map((node) => renderNode(node, scope)).join('')
}

function renderNode(node: TemplateNode, scope: Scope): string {
  if (node.kind === 'text') return node.text
  const value = evaluate(node.pipe, scope)
  if (node.kind === 'print') return goPrint(value)
  if (!isTrue(value)) return renderList(node.otherwise, scope)
  if (node.kind === 'if') return renderList(node.body, scope)
  if (node.kind === 'with') return renderList(node.body, within(scope, node.variables, [value], value))
  return entriesOf(value)
    .map(([key, item]) => {
      const declared = node.variables.length === 1 ? [item] : [key, item]
      return renderList(node.body, within(scope, node.variables, declared, item))
    })
    .join('')
}

function within(scope: Scope, names: readonly string[], values: readonly unknown[], dot: unknown): Scope {
  const variables = new Map(scope.variables)
  names.forEach((name, index) => variables.set(name, values[index]))
  return { ...scope, dot, variables }
}

/** Maps are walked in the order of their keys. */
function entriesOf(value: unknown): readonly (readonly [unknown, unknown])[] {
  if (Array.isArray(value)) return value.map((item: unknown, index) => [index, item] as const)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1))
}

function evaluate(pipe: Pipe, scope: Scope): unknown {
  return pipe.reduce<{ value: unknown; given: boolean }>(
    (before, command) => ({ value: run(command, scope, before.given ? [before.value] : []), given: true }),
    { value: undefined, given: false },
  ).value
}

function run(command: readonly Operand[], scope: Scope, piped: readonly unknown[]): unknown {
  const [head, ...rest] = command
  if (head === undefined)
    throw new TemplateSyntaxError('template parsing error: template: :1: missing value for command')
  if (head.kind !== 'function') return resolve(head, scope)
  const call = FUNCTIONS[head.name]
  if (call === undefined) {
    throw new TemplateSyntaxError(`template parsing error: template: :1: function "${head.name}" not defined`)
  }
  return call(...rest.map((operand) => resolve(operand, scope)), ...piped)
}

function resolve(operand: Operand, scope: Scope): unknown {
  if (operand.kind === 'literal') return operand.value
  if (operand.kind === 'group') return evaluate(operand.pipe, scope)
  if (operand.kind === 'function') return run([operand], scope, [])
  const start = operand.kind === 'field' ? scope.dot : scope.variables.get(operand.name)
  let value = start
  for (const name of operand.path) {
    const inside = value
    value = member(inside, name)
    if (value === undefined && isStruct(inside, name)) {
      const shown = `.${operand.path.join('.')}`
      const what = `can't evaluate field ${name} in type ${inside === start ? scope.type : 'struct'}`
      throw new ExecutionError(`template: :1:${operand.at}: executing "" at <${shown}>: ${what}`)
    }
  }
  return value
}

/** Fields of Go structs start with a capital; a map's missing key is no error. */
function isStruct(value: unknown, name: string): boolean {
  if (value === null || value === undefined) return true
  return /^[A-Z]/.test(name) && typeof value === 'object'
}
