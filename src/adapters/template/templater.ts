import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { EncryptedText } from '../../model/encrypted-text.ts'
import type { Templater, TemplateScope } from '../../ports/templater.ts'
import { remembering } from './cache.ts'
import type { Chain } from './chain.ts'
import { compileExpression, compileFile, compileTemplate, type Compiled, type Rewritten } from './compile.ts'
import { nothingGiven, templateInvalid, tooDeep, variableUndefined } from './errors.ts'
import { fileOptions } from './file-options.ts'
import { createJinjaEngine, type JinjaEngine, type LookUp, type Outcome, type RenderOptions } from './jinja-engine.ts'
import type { LookupHost } from './lookups/lookup.ts'
import { processHost } from './lookups/process-host.ts'
import { runLookup } from './lookups/run-lookup.ts'
import { prepareContext, type Prepared } from './prepare-context.ts'
import { pythonStr } from './python-text.ts'
import { resolveChain } from './resolve-chain.ts'
import { hasMarks } from './segments.ts'

const REMEMBERED_TEXTS = 5000
const DEEPEST = 100
const ANSIBLE_OPTIONS: RenderOptions = { trimBlocks: true, lstripBlocks: false }

/**
 * Loads nothing yet: minijinja comes with the first text that is more than a variable's name. Lookups read the files and
 * the environment of `host`; by default those of this process.
 */
export function createTemplater(given: Partial<LookupHost> = {}): Templater {
  const host = { ...processHost(), ...given }
  const engine = createJinjaEngine()
  const shared = () => ({ engine, templater, host })
  const checked = (compile: (text: string) => Compiled) =>
    remembering((text) => withCheckedSyntax(compile(text), engine), REMEMBERED_TEXTS)
  const template = checked(compileTemplate)
  const expression = checked(compileExpression)
  const fileTemplate = checked(compileFile)
  const templater: Templater = {
    hasTemplate: hasMarks,
    render(text, scope) {
      return hasMarks(text)
        ? run({ compiled: template(text), text, scope, options: ANSIBLE_OPTIONS, ...shared() })
        : ok(text)
    },
    renderDeep: (value, scope) => renderDeep(templater, value, scope, 0),
    evaluate(text, scope) {
      return run({ compiled: expression(text), text, scope, options: ANSIBLE_OPTIONS, ...shared() })
    },
    renderFile(text, file, scope) {
      const { body, options } = fileOptions(text)
      const rendered = run({ compiled: fileTemplate(body), text: body, scope, options, file, ...shared() })
      return rendered.ok ? ok(pythonStr(rendered.value)) : rendered
    },
    checkTemplate: (text) => (hasMarks(text) ? problemOf(template(text), text) : undefined),
    checkExpression: (text) => problemOf(expression(text), text),
  }
  return templater
}

interface Run {
  readonly compiled: Compiled
  readonly text: string
  readonly scope: TemplateScope
  readonly engine: JinjaEngine
  readonly options: RenderOptions
  readonly templater: Templater
  readonly host: LookupHost
  readonly file?: string
}

function run(given: Run): Result<unknown, LongshoreError> {
  const { compiled, text, scope, engine, options, file } = given
  if (compiled.kind === 'invalid') return err(templateInvalid(text, compiled.line, compiled.problem, file))
  if (compiled.kind === 'chain') return runChain(compiled.chain, text, scope)
  const prepared = prepareContext(compiled, scope)
  if (!prepared.ok) return prepared
  const input = { ...prepared.value, lookUp: lookUpIn(scope, given.templater, given.host) }
  const outcome =
    compiled.kind === 'expression'
      ? engine.evaluate(compiled.source, input)
      : engine.render(compiled.source, input, options)
  return conclude(outcome, compiled, prepared.value, given)
}

function lookUpIn(scope: TemplateScope, templater: Templater, host: LookupHost): LookUp {
  return (isPlain, [name, ...terms], options) =>
    runLookup({
      name: pythonStr(name),
      asList: !isPlain,
      terms,
      options,
      scope,
      host,
      renderFile: (text, file, within) => templater.renderFile(text, file, within),
    })
}

function runChain(chain: Chain, text: string, scope: TemplateScope): Result<unknown, LongshoreError> {
  const resolved = resolveChain(chain, scope)
  if (!resolved.ok) return resolved
  if (resolved.value.found) return ok(resolved.value.value)
  return err(variableUndefined(chain.text, resolved.value.missing, { text: inside(text) }, resolved.value.cause))
}

function conclude(
  outcome: Outcome,
  compiled: Rewritten,
  prepared: Prepared,
  { text, file }: Run,
): Result<unknown, LongshoreError> {
  switch (outcome.kind) {
    case 'value':
      return ok(outcome.value)
    case 'nothing':
      return err(nothingGiven(inside(text)))
    case 'missing': {
      const use = compiled.uses[outcome.use] ?? { text: '', line: 1 }
      const known = prepared.missing.get(use.text)
      const where =
        file === undefined ? { text: inside(text) } : { text: use.text, at: { file, line: use.line, column: 1 } }
      return err(variableUndefined(use.text, known?.missing ?? use.text, where, known?.cause))
    }
    case 'failed':
      return err(outcome.error)
    case 'problem':
      return err(templateInvalid(text, outcome.line, outcome.text, file))
  }
}

function renderDeep(
  templater: Templater,
  value: unknown,
  scope: TemplateScope,
  depth: number,
): Result<unknown, LongshoreError> {
  if (typeof value === 'string') return templater.render(value, scope)
  if (typeof value !== 'object' || value === null) return ok(value)
  if (value instanceof EncryptedText) return value.open()
  if (depth > DEEPEST) return err(tooDeep())
  if (Array.isArray(value)) {
    const items: unknown[] = []
    for (const item of value as readonly unknown[]) {
      const rendered = renderDeep(templater, item, scope, depth + 1)
      if (!rendered.ok) return rendered
      items.push(rendered.value)
    }
    return ok(items)
  }
  if (Object.getPrototypeOf(value) !== null && !isPlainObject(value)) return ok(value)
  const map: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    const name = templater.render(key, scope)
    if (!name.ok) return name
    const rendered = renderDeep(templater, item, scope, depth + 1)
    if (!rendered.ok) return rendered
    map[pythonStr(name.value)] = rendered.value
  }
  return ok(map)
}

/** A map rather than an instance of a class such as `Secret`, which passes as it is. */
function isPlainObject(value: object): boolean {
  return Object.prototype.toString.call(value) === '[object Object]' && value.constructor.name === 'Object'
}

function withCheckedSyntax(compiled: Compiled, engine: JinjaEngine): Compiled {
  if (compiled.kind === 'invalid' || compiled.kind === 'chain') return compiled
  const problem = engine.check(compiled.kind === 'expression' ? `{{ ${compiled.plain} }}` : compiled.plain)
  return problem === undefined ? compiled : { kind: 'invalid', problem: problem.text, line: problem.line }
}

function problemOf(compiled: Compiled, text: string): LongshoreError | undefined {
  return compiled.kind === 'invalid' ? templateInvalid(text, compiled.line, compiled.problem) : undefined
}

/** The expression of a text that is one `{{ }}`. */
function inside(text: string): string {
  return /^\{\{[-+]?([^{}]*?)[-+]?\}\}$/.exec(text)?.[1]?.trim() ?? text
}
