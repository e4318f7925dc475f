import type { LongshoreError } from '../../base/longshore-error.ts'
import { ok, type Result } from '../../base/result.ts'
import type { JinjaOptions } from '../../model/template-options.ts'
import type { Templater, TemplateScope } from '../../ports/templater.ts'
import { remembering } from './cache.ts'
import { compileBare, compileTemplate, type Compiled } from './compile.ts'
import { templateInvalid } from './errors.ts'
import { fileOptions } from './file-options.ts'
import { withFileVariables } from './file-variables.ts'
import { ANSIBLE_SYNTAX, type Syntax } from './jinja/syntax.ts'
import { lookUpWith } from './look-up.ts'
import type { LookupHost } from './lookups/lookup.ts'
import { processHost } from './lookups/process-host.ts'
import { Passed } from './python/errors.ts'
import { renderDeep } from './render-deep.ts'
import { runCompiled } from './run-compiled.ts'
import { templateLoader } from './template-loader.ts'

const REMEMBERED_TEXTS = 5000

/**
 * Jinja2 as Ansible has it. Lookups, and templates that templates include, read the files and the environment of `host`;
 * by default those of this process. `onCompile` is told of every text that is compiled: once, however many hosts need it.
 */
export function createTemplater(
  given: Partial<LookupHost> = {},
  jinja: JinjaOptions = {},
  onCompile: (text: string) => void = () => undefined,
): Templater {
  const host = { ...processHost(), ...given, ...(jinja.config !== undefined && { config: jinja.config }) }
  const extensions = new Set(jinja.extensions)
  const inFiles: Syntax = { ...ANSIBLE_SYNTAX, extensions }
  const inPlaybooks: Syntax = { ...inFiles, rawStrings: true }
  const template = remembering((text) => {
    onCompile(text)
    return compileTemplate(text, inPlaybooks)
  }, REMEMBERED_TEXTS)
  const bare = remembering((text) => {
    onCompile(text)
    return compileBare(text, inFiles)
  }, REMEMBERED_TEXTS)
  const fileTemplate = remembering((key) => {
    const { file, body, syntax, firstLine } = JSON.parse(key) as FileKey
    return compileTemplate(body, { ...syntax, extensions }, { file, firstLine })
  }, REMEMBERED_TEXTS)

  function run(compiled: Compiled, text: string, scope: TemplateScope, file?: string) {
    const load = templateLoader(
      { scope, host, compile: (path, source) => compileTemplate(source, inFiles, { file: path, firstLine: 1 }) },
      file,
    )
    return runCompiled(compiled, {
      text,
      scope,
      load,
      lookUp: lookUpWith({ scope, host, templater }),
      render: (inner) => valueOf(templater.render(inner, scope)),
      native: jinja.native === true,
      ...(file !== undefined && { file }),
    })
  }

  const kept =
    jinja.keepsUndefined === true ? keepingUndefined : (rendered: Result<unknown, LongshoreError>) => rendered

  const templater: Templater = {
    isNative: jinja.native === true,
    hasTemplate: hasMarks,
    render: (text, scope) => (hasMarks(text) ? kept(run(template(text), text, scope), text) : ok(text)),
    renderDeep: (value, scope) => renderDeep(templater, value, scope),
    evaluate: (text, scope) => run(bare(text), text, scope),
    renderFile(text, file, given, options = {}) {
      const read = fileOptions(text, options)
      if (!read.ok) return read
      const { body, syntax, firstLine } = read.value
      const scope = withFileVariables(given, { file, host, options, managed: jinja.managed })
      const key = JSON.stringify({ file, body, syntax, firstLine } satisfies FileKey)
      const rendered = kept(run(fileTemplate(key), body, scope, file), body) as Result<string, LongshoreError>
      return rendered.ok ? ok(withLineEnds(rendered.value, syntax.newline)) : rendered
    },
    checkTemplate: (text) => (hasMarks(text) ? problemOf(template(text), text) : undefined),
    checkExpression: (text) => problemOf(bare(text), text),
  }
  return templater
}

function keepingUndefined(rendered: Result<unknown, LongshoreError>, text: string): Result<unknown, LongshoreError> {
  return !rendered.ok && rendered.error.code === 'VARIABLE_UNDEFINED' ? ok(text) : rendered
}

/** What is at the end of a file with another line end is that, too. */
function withLineEnds(text: string, newline: string | undefined): string {
  if (newline === undefined) return text
  return text.replace(/(?:\r?\n)+$/, (ends) => newline.repeat(ends.split('\n').length - 1))
}

function valueOf(result: Result<unknown, LongshoreError>): unknown {
  if (!result.ok) throw new Passed(result.error)
  return result.value
}

interface FileKey {
  readonly file: string
  readonly body: string
  readonly syntax: Syntax
  readonly firstLine: number
}

/** Whether there is anything to render. */
function hasMarks(text: string): boolean {
  return text.includes('{{') || text.includes('{%') || text.includes('{#')
}

function problemOf(compiled: Compiled, text: string): LongshoreError | undefined {
  return compiled.kind === 'invalid' ? templateInvalid(compiled.problem, { text, at: compiled.at }) : undefined
}
