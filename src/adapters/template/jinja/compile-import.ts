import { defined, PythonError } from '../python/errors.ts'
import { iterate } from '../python/sequence.ts'
import { pythonStr, pythonText } from '../python/text.ts'
import { Undefined } from '../python/values.ts'
import type { Statement } from './ast.ts'
import { compileExpression } from './compile-expression.ts'
import { KeptText } from './concat.ts'
import { ImportedTemplate } from './namespace.ts'
import { newFrame, runProgram, type Program } from './program.ts'
import { Frame, type Step } from './runtime.ts'

export function compileExtends({ template }: Statement & { readonly kind: 'extends' }): Step {
  const name = compileExpression(template)
  return (frame) => {
    frame.root.parent = found(frame, [name(frame)])
    return undefined
  }
}

export function compileInclude(statement: Statement & { readonly kind: 'include' }): Step {
  const template = compileExpression(statement.template)
  const { ignoreMissing, withContext } = statement
  return (frame, out) => {
    const names = template(frame)
    const wanted = Array.isArray(names) ? iterate(names) : [names]
    const program = ignoreMissing ? firstFound(frame, wanted) : found(frame, wanted)
    if (program === undefined) return undefined
    const inner = withContext
      ? new Frame(frame.run, { blocks: new Map() }, frame)
      : newFrame(frame.run.withoutVariables())
    runProgram(program, inner, out)
    return undefined
  }
}

export function compileImport(statement: Statement & { readonly kind: 'import' }): Step {
  const template = compileExpression(statement.template)
  return (frame) => {
    frame.set(statement.as, imported(frame, template(frame), statement.withContext))
    return undefined
  }
}

export function compileFromImport(statement: Statement & { readonly kind: 'from-import' }): Step {
  const template = compileExpression(statement.template)
  return (frame) => {
    const name = template(frame)
    const module = imported(frame, name, statement.withContext)
    for (const [from, to] of statement.names) {
      const reason = `the template '${pythonStr(name)}' does not export the requested name '${from}'`
      frame.set(to, module.attribute(from) ?? new Undefined(reason, { use: to, at: statement.at }))
    }
    return undefined
  }
}

/** An import sees variables only with its context. */
function imported(frame: Frame, name: unknown, withContext: boolean): ImportedTemplate {
  const inner = withContext
    ? new Frame(frame.run, { blocks: new Map() }, frame)
    : newFrame(frame.run.withoutVariables())
  const out: unknown[] = []
  runProgram(found(frame, [name]), inner, out)
  return new ImportedTemplate(
    inner.own(),
    out.map((piece) => (piece instanceof KeptText ? piece.text : pythonText(piece))).join(''),
  )
}

function found(frame: Frame, names: readonly unknown[]): Program {
  const program = firstFound(frame, names)
  if (program !== undefined) return program
  const shown = names.map((name) => pythonStr(name)).join(', ')
  throw new PythonError(
    names.length === 1 ? `template not found: ${shown}` : `none of the templates given were found: ${shown}`,
  )
}

function firstFound({ run }: Frame, names: readonly unknown[]): Program | undefined {
  for (const name of names) {
    const program = run.load(pythonStr(defined(name)))
    if (program !== undefined) return program
  }
  return undefined
}
