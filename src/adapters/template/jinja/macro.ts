import { PythonError } from '../python/errors.ts'
import { Callable, tupleOf, Undefined, type CallArgs } from '../python/values.ts'
import type { Signature } from './ast.ts'
import { compileExpression } from './compile-expression.ts'
import { concat } from './concat.ts'
import type { Evaluate, Frame, Step } from './runtime.ts'

interface Parameter {
  readonly name: string
  readonly fallback: Evaluate | undefined
}

/** Makes a macro ready to be bound to the frame that it is defined in. */
export function compileMacro(macro: Signature, body: Step): (frame: Frame) => Callable {
  const parameters = macro.parameters.map(({ name, fallback }) => ({
    name,
    fallback: fallback === undefined ? undefined : compileExpression(fallback),
  }))
  return (frame) =>
    new Callable(
      macro.name,
      (args) => {
        const inner = frame.inner()
        bindArguments(inner, macro, parameters, args)
        const out: unknown[] = []
        const { run } = frame
        const { program } = run
        body(inner, out)
        run.program = program
        return concat(out, run)
      },
      { name: macro.name, arguments: tupleOf(macro.parameters.map(({ name }) => name)), ...usesOf(macro) },
    )
}

function usesOf({ usesCaller, usesKwargs, usesVarargs }: Signature) {
  return { caller: usesCaller, catch_kwargs: usesKwargs, catch_varargs: usesVarargs }
}

function bindArguments(frame: Frame, macro: Signature, parameters: readonly Parameter[], args: CallArgs): void {
  const { positional, named } = args
  for (const [index, { name, fallback }] of parameters.entries()) {
    const byPlace = index < positional.length
    const byName = Object.hasOwn(named, name)
    if (byPlace && byName) throw new PythonError(`macro '${macro.name}' got multiple values for argument '${name}'`)
    if (byPlace) frame.set(name, positional[index])
    else if (byName) frame.set(name, named[name])
    else frame.set(name, fallback?.(frame) ?? new Undefined(`parameter '${name}' was not provided`, { use: name }))
  }
  bindRest(frame, macro, parameters, args)
}

function bindRest(
  frame: Frame,
  macro: Signature,
  parameters: readonly Parameter[],
  { positional, named }: CallArgs,
): void {
  const names = new Set(parameters.map(({ name }) => name))
  const more = Object.entries(named).filter(([name]) => !names.has(name) && name !== 'caller')
  if (!names.has('caller')) frame.set('caller', named.caller ?? new Undefined('No caller defined', { use: 'caller' }))
  if (Object.hasOwn(named, 'caller') && !macro.usesCaller && !names.has('caller')) {
    throw new PythonError(`macro '${macro.name}' was invoked with two values for the special caller argument.`)
  }
  if (macro.usesKwargs) frame.set('kwargs', Object.fromEntries(more))
  else if (more.length > 0) {
    throw new PythonError(`macro '${macro.name}' takes no keyword argument '${more[0]?.[0] ?? ''}'`)
  }
  if (macro.usesVarargs) frame.set('varargs', tupleOf(positional.slice(parameters.length)))
  else if (positional.length > parameters.length) {
    throw new PythonError(`macro '${macro.name}' takes not more than ${parameters.length} argument(s)`)
  }
}
