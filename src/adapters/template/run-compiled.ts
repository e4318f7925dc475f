import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, type Result } from '../../base/result.ts'
import type { TemplateScope } from '../../ports/templater.ts'
import type { Compiled } from './compile.ts'
import { templateInvalid } from './errors.ts'
import { evaluation, type Reach } from './evaluation.ts'
import { allDefined, concat } from './jinja/concat.ts'
import { newFrame, runProgram } from './jinja/program.ts'
import type { Conversion, Runtime } from './jinja/runtime.ts'
import { nativeValue } from './native.ts'
import { defined } from './python/errors.ts'

interface Run extends Reach {
  readonly text: string
  /** A template file: it is rendered to text whatever that spells. */
  readonly file?: string
  /** `jinja2_native` of Ansible. */
  readonly native: boolean
}

/** Evaluates an expression to its value, or renders a template as Ansible's Templar does. */
export function runCompiled(compiled: Compiled, given: Run): Result<unknown, LongshoreError> {
  const { text } = given
  if (compiled.kind === 'invalid') {
    return err(templateInvalid(compiled.problem, { text, at: compiled.at, ...compiled.source }))
  }
  const { program, changesValues: copies } = compiled
  return evaluation({ program, reach: given, convert: conversionOf(given), copies }, (run) => {
    if (compiled.kind === 'expression') {
      const value = defined(compiled.evaluate(newFrame(run)))
      return compiled.isChain ? value : nativeValue(allDefined(value))
    }
    const single = singleValue(compiled, given.scope, run)
    return single === undefined ? rendered(compiled, run, text) : single.value
  })
}

function conversionOf({ file, native }: Run): Conversion {
  if (file !== undefined) return native ? 'native-text' : 'no'
  return native ? 'native' : 'structures'
}

/** `{{ name }}` of a number, a boolean or None gives just that, unlike any other expression of a number. */
function singleValue({ only }: Compiled & { readonly kind: 'template' }, scope: TemplateScope, run: Runtime) {
  if (run.convert !== 'structures' || only?.name === undefined || scope.isTemplate?.(only.name) === true)
    return undefined
  const value = run.variable(only.name)
  if (typeof value === 'number' || typeof value === 'bigint' || value === null) return { value }
  return undefined
}

function rendered(compiled: Compiled & { readonly kind: 'template' }, run: Runtime, text: string): unknown {
  const out: unknown[] = []
  runProgram(compiled.program, newFrame(run), out)
  const value = concat(out, run, compiled.only?.isChain)
  if (typeof value === 'string') return withNewlines(value, text)
  return compiled.only?.isChain === true ? value : nativeValue(value)
}

/** As many line ends at the end as the template has. */
function withNewlines(value: string, text: string): string {
  const missing = newlinesAtEnd(text) - newlinesAtEnd(value)
  return missing > 0 ? value + '\n'.repeat(missing) : value
}

function newlinesAtEnd(text: string): number {
  return text.length - text.replace(/\n+$/, '').length
}
