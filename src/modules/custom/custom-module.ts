import { basename } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { CommandOutput } from '../../model/command-output.ts'
import type { Fact } from '../../model/fact.ts'
import type { BindContext, BoundModule, RemoteModule } from '../../model/module.ts'
import type { Change, Plan } from '../../model/plan.ts'
import type { PlainCommand } from '../../model/remote-command.ts'
import type { Vars } from '../../model/vars.ts'
import { interpreterNotNamed } from './errors.ts'
import { fileCommand, THE_PYTHON } from './file-program.ts'
import type { FoundFile } from './find-modules.ts'
import type { ModuleParts } from './module-parts.ts'
import { styleOf } from './module-style.ts'
import { pythonCommand } from './python-program.ts'
import { type ModuleAnswer, readAnswer } from './read-answer.ts'

/** The version of Ansible whose language this is, for modules that ask. */
const ANSIBLE_VERSION = '2.14.18'

/** A module of the operator's: a program with arguments in and JSON out, which is asked for facts and change in one. */
export function customModule(file: FoundFile, parts: ModuleParts): RemoteModule {
  return {
    kind: 'remote',
    name: file.name,
    summary: `A module of your own: ${basename(file.path)}`,
    argNames: [],
    anyArgs: true,
    aliases: {},
    returns: {},
    oncePerBatch: false,
    freeForm: false,
    untemplatedArgs: [],
    argsSchema: () => ({ type: 'object' }),
    check: () => undefined,
    async bind(args, context) {
      const command = await commandOf(file, parts, args, context)
      return command.ok ? ok(bound(file.name, command.value, context.checkMode)) : command
    },
  }
}

/** In check mode it is told so and has to change nothing: that makes it a question, and its answer the plan. */
function bound(name: string, command: PlainCommand, checkMode: boolean): BoundModule {
  if (!checkMode) return { facts: {}, plan: () => changeBy(name, command) }
  const parse = (output: CommandOutput) => ok(readAnswer(name, output))
  const answer: Fact<unknown> = { name: `module ${name}`, command, isForeign: true, parse }
  return { facts: { answer }, plan: (facts) => planned(facts['answer'] as ModuleAnswer) }
}

function changeBy(name: string, command: PlainCommand): Change {
  return {
    kind: 'change',
    steps: [{ summary: `run the module ${name}`, run: command }],
    conclude: ([output]) => {
      if (output === undefined) return { changed: false }
      const { skipped, ...answer } = readAnswer(name, output)
      return { ...answer, ...(skipped ? { skipped: true as const } : {}) }
    },
  }
}

function planned(answer: ModuleAnswer): Plan {
  const { values, warnings, diff } = answer
  if (answer.failed !== undefined) return { kind: 'impossible', error: answer.failed, values, warnings }
  if (answer.skipped) return { kind: 'skip', reason: '', values, warnings }
  return answer.changed
    ? { kind: 'change', steps: [], values, warnings, diff }
    : { kind: 'in-desired-state', values, warnings }
}

async function commandOf(
  file: FoundFile,
  parts: ModuleParts,
  given: Vars,
  context: BindContext,
): Promise<Result<PlainCommand, LongshoreError>> {
  const read = await context.controller.read(file.path)
  if (!read.ok) return read
  const { name } = file
  const style = styleOf(read.value)
  const args = { ...given, ...internalArgs(context.calledAs ?? name, context) }
  if (style.kind === 'without-interpreter') return err(interpreterNotNamed(name))
  if (style.kind === 'binary') return ok(fileCommand({ name, content: read.value, style, args, interpreter: [] }))
  const program =
    style.kind === 'python'
      ? 'python'
      : ((style.shebang[0] === '/usr/bin/env' ? style.shebang[1] : style.shebang[0]) ?? '')
  const named = interpreterOf(basename(program), context)
  if (!named.ok) return named
  if (style.kind === 'script') {
    const found = isPython(program) ? [THE_PYTHON] : style.shebang
    const interpreter = named.value === '' ? found : named.value.split(/\s+/)
    return ok(fileCommand({ name, content: read.value, style, args, interpreter }))
  }
  const source = read.value.toString('utf8')
  const imported = await parts.importedBy(source, file.package ?? '', (path) => context.controller.read(path))
  if (!imported.ok) return imported
  const module = { name: context.calledAs ?? name, file: file.path, source, args, package: file.package ?? '' }
  return ok(pythonCommand({ ...module, imported: imported.value, interpreter: named.value }))
}

function internalArgs(name: string, { checkMode, diff }: BindContext): Vars {
  return {
    ...{ _ansible_check_mode: checkMode, _ansible_diff: diff, _ansible_module_name: name, _ansible_no_log: false },
    ...{ _ansible_debug: false, _ansible_verbosity: 0, _ansible_version: ANSIBLE_VERSION, _ansible_socket: null },
  }
}

function isPython(program: string): boolean {
  return /^python[\d.]*$/.test(basename(program))
}

/** `ansible_python_interpreter` and its like for other programs; empty where it is to be found out. */
function interpreterOf(program: string, context: BindContext): Result<string, LongshoreError> {
  const language = program.replace(/[\d.]+$/, '')
  if (!/^\w+$/.test(language)) return ok('')
  const rendered = context.render(`{{ ansible_${language}_interpreter | default('') }}`, 'the name of an interpreter')
  if (!rendered.ok) return rendered
  const set = language === 'python' && rendered.value === '' ? (context.pythonInterpreter ?? '') : rendered.value.trim()
  return ok(/^auto/.test(set) ? '' : set)
}
