import { dictOf } from '../python/dict-methods.ts'
import { defined, PythonError } from '../python/errors.ts'
import { iterate } from '../python/sequence.ts'
import { Callable, typeName, type CallArgs } from '../python/values.ts'
import { applyFilter, applyTest } from './apply-filter.ts'
import { asWritten } from './as-written.ts'
import type { Arguments, Expression } from './ast.ts'
import { LoopState } from './loop-state.ts'
import type { Evaluate, Frame } from './runtime.ts'

type Compile = (node: Expression) => Evaluate
type Kind<K> = Expression & { readonly kind: K }

/** A filter; the text of a block has none before it. */
export function compileFilter({ of, name, args, at }: Kind<'filter'>, compile: Compile): Evaluate {
  const value = of === undefined ? () => '' : compile(of)
  return applying(value, compileArguments(args, compile), at, (frame, on, given) =>
    applyFilter(frame.run, name, on, given),
  )
}

export function compileTest({ of, name, args, at }: Kind<'test'>, compile: Compile): Evaluate {
  const value = name.endsWith('vault_encrypted') ? asWritten(of, compile(of)) : compile(of)
  return applying(value, compileArguments(args, compile), at, (frame, on, given) =>
    applyTest(frame.run, name, on, given),
  )
}

export function compileCall({ of, args, at }: Kind<'call'>, compile: Compile): Evaluate {
  const given = compileArguments(isLookup(of) ? withTemplates(args) : args, compile)
  return applying(compile(of), given, at, (_frame, callee, values) => call(callee, values))
}

export function call(callee: unknown, args: CallArgs): unknown {
  if (callee instanceof Callable) return callee.call(args)
  if (callee instanceof LoopState) return callee.recurse(args.positional[0])
  throw new PythonError(`'${typeName(defined(callee))}' object is not callable`)
}

export function compileArguments(
  { positional, named, rest, restNamed }: Arguments,
  compile: Compile,
): (frame: Frame) => CallArgs {
  const items = positional.map(compile)
  const byName = named.map(([name, value]) => [name, compile(value)] as const)
  const more = rest === undefined ? undefined : compile(rest)
  const moreNamed = restNamed === undefined ? undefined : compile(restNamed)
  return (frame) => ({
    positional: [...items.map((item) => item(frame)), ...(more === undefined ? [] : iterate(more(frame)))],
    named: {
      ...Object.fromEntries(byName.map(([name, value]) => [name, value(frame)])),
      ...(moreNamed !== undefined && dictOf(defined(moreNamed(frame)))),
    },
  })
}

/** The value first, then the arguments; what fails after that is told with the place `at`. */
function applying(
  of: Evaluate,
  args: (frame: Frame) => CallArgs,
  at: number,
  apply: (frame: Frame, value: unknown, args: CallArgs) => unknown,
): Evaluate {
  return (frame) => {
    const value = of(frame)
    const given = args(frame)
    frame.run.at = at
    return apply(frame, value, given)
  }
}

const LOOKUPS = new Set(['lookup', 'query', 'q'])

function isLookup(of: Expression): boolean {
  return of.kind === 'name' && LOOKUPS.has(of.name)
}

/**
 * Ansible renders the terms of a lookup. Only text that stands in the template itself is rendered here: a value that came
 * from a host must never be run as a template.
 */
function withTemplates(args: Arguments): Arguments {
  return { ...args, positional: args.positional.map(asTemplate) }
}

function asTemplate(node: Expression): Expression {
  if (node.kind === 'list') return { ...node, items: node.items.map(asTemplate) }
  if (node.kind !== 'constant' || typeof node.value !== 'string' || !node.value.includes('{{')) return node
  return { kind: 'text', text: node.value, at: node.at }
}
