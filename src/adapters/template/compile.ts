import { didYouMean } from '../../base/nearest-name.ts'
import { filters, tests } from './filters/index.ts'
import { elsewhere } from './filters/elsewhere.ts'
import { shortNamed } from './jinja/apply-filter.ts'
import { compileExpression } from './jinja/compile-expression.ts'
import { changesValues, isChain } from './jinja/is-chain.ts'
import { parseBare, parseTemplate } from './jinja/parse-template.ts'
import { compileProgram } from './jinja/compile-program.ts'
import type { Program, ProgramSource } from './jinja/program.ts'
import type { Evaluate } from './jinja/runtime.ts'
import { SyntaxProblem, type Syntax } from './jinja/syntax.ts'

/** Text made ready to run, once for each text. */
export type Compiled =
  | {
      readonly kind: 'expression'
      readonly evaluate: Evaluate
      readonly program: Program
      /** A variable and the way into it: its value needs no copy. */
      readonly isChain: boolean
      readonly changesValues: boolean
    }
  | {
      readonly kind: 'template'
      readonly program: Program
      /** The text is one `{{ }}`: what is in it. */
      readonly only?: { readonly isChain: boolean; readonly name?: string }
      readonly changesValues: boolean
    }
  | { readonly kind: 'invalid'; readonly problem: string; readonly at: number; readonly source?: ProgramSource }

export function compileBare(text: string, syntax: Syntax): Compiled {
  return guarded(() => {
    const node = parseBare(text, syntax, checkName)
    return {
      kind: 'expression',
      evaluate: compileExpression(node),
      program: { text, source: undefined, run: () => undefined, blocks: new Map() },
      isChain: isChain(node),
      changesValues: changesValues(node),
    }
  })
}

export function compileTemplate(text: string, syntax: Syntax, source?: ProgramSource): Compiled {
  return guarded(() => {
    const body = parseTemplate(withoutLastNewline(text), syntax, checkName)
    const [first] = body
    const only = body.length === 1 && first?.kind === 'output' && first.isTag !== true ? first.value : undefined
    return {
      kind: 'template',
      program: compileProgram(text, body, source),
      changesValues: changesValues(body),
      ...(only !== undefined && {
        only: { isChain: isChain(only), ...(only.kind === 'name' && { name: only.name }) },
      }),
    }
  }, source)
}

function guarded(compile: () => Compiled, source?: ProgramSource): Compiled {
  const from = source === undefined ? {} : { source }
  try {
    return compile()
  } catch (error) {
    if (error instanceof SyntaxProblem) return { kind: 'invalid', problem: error.message, at: error.at, ...from }
    if (error instanceof RangeError) return { kind: 'invalid', problem: 'it nests too deeply', at: 0, ...from }
    throw error
  }
}

/** Jinja2 drops one line end at the end; Ansible puts it back. */
function withoutLastNewline(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(/\n$/, '')
}

/** Filters and tests that do not exist are found before anything runs. */
function checkName(kind: 'filter' | 'test', name: string, at: number): void {
  const known = kind === 'filter' ? filters : tests
  if (shortNamed(known, name) !== undefined) return
  const hint =
    elsewhere(name) ?? `Could not load "${name}": there is no ${kind} '${name}'${didYouMean(name, Object.keys(known))}`
  throw new SyntaxProblem(hint, at)
}
