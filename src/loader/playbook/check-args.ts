import { didYouMean } from '../../base/nearest-name.ts'
import { LongshoreError } from '../../base/longshore-error.ts'
import type { SourcePosition } from '../../base/source-position.ts'
import type { Module } from '../../model/module.ts'
import { VARIABLE_ARGS } from '../../model/variable-args.ts'
import type { YamlNode } from '../yaml/yaml-node.ts'
import { checkConditions, checkTemplates } from './check-templates.ts'
import { errorAt, playbookProblem } from './errors.ts'
import { isTemplate } from './fields.ts'
import type { WrittenArgs } from './module-args.ts'
import type { Reading } from './reading.ts'

/**
 * Names always; values where no template is among them, since only then is everything known. Ansible looks at them when
 * the task runs, where `ignore_errors` and `rescue` may want to see it fail: so does a reading that leaves it to the run.
 */
export function checkArgs(
  reading: Reading,
  module: Module,
  args: WrittenArgs,
  at: SourcePosition,
  taskAt: SourcePosition,
): void {
  if (reading.checks.argsWhenRun === true && !isPartOfLanguage(module)) return
  const unknown = module.anyArgs
    ? []
    : [...args].filter(([name]) => !module.argNames.includes(name) && name !== VARIABLE_ARGS)
  for (const [name, arg] of unknown) {
    const known = module.argNames.filter((each) => !each.startsWith('_'))
    const says = isPartOfLanguage(module)
      ? `Invalid options for ${module.name}: ${name}`
      : `${module.name} has no argument '${name}'`
    const message = `${says}${didYouMean(name, known)}`
    reading.problems.push(
      playbookProblem(message, arg.at, `See: longshore modules doc ${module.name}`, { message: says, at: taskAt }),
    )
  }
  for (const [name, arg] of args) checkSyntax(reading, module.untemplatedArgs.includes(name), arg.node)
  const isKnown = [...args].every(([name, arg]) => module.untemplatedArgs.includes(name) || !holdsTemplate(arg.node))
  if (unknown.length > 0 || !isKnown || reading.place.defaulted.has(module.name)) return
  const error = module.check(Object.fromEntries([...args].map(([name, arg]) => [name, arg.value])))
  if (error === undefined) return
  const placed = errorAt(error, placeOf(error.message, module, args) ?? at)
  reading.problems.push(isPartOfLanguage(module) ? told(placed, module, taskAt) : placed)
}

/** As ansible-core words it: without the names of the module and of its argument. */
function told(error: LongshoreError, { name }: Module, at: SourcePosition): LongshoreError {
  const message = error.message.replace(/^\w+: (_raw_params: )?/, '').replace(/: did you mean .*$/, '')
  const isUnnamed = message === 'missing required arguments: name'
  const ansible = {
    message: isUnnamed ? `'name' is a required field for ${name}.` : message,
    at,
    ...(name === 'meta' && ({ exitCode: 1 } as const)),
  }
  return new LongshoreError(error.code, error.message, {
    ...(error.at && { at: error.at }),
    ...(error.hint !== undefined && { hint: error.hint }),
    ansible,
  })
}

/** What decides which tasks there are is read with the playbook, in Ansible too. */
function isPartOfLanguage({ name }: Module): boolean {
  return name === 'meta' || /^(include|import)_(tasks|role)$/.test(name)
}

function checkSyntax(reading: Reading, isExpression: boolean, node: YamlNode): void {
  if (!isExpression) {
    checkTemplates(reading, node)
    return
  }
  const nodes = node.kind === 'list' ? node.items : [node]
  for (const item of nodes) {
    if (item.kind === 'scalar' && typeof item.value === 'string' && !isTemplate(item.value)) {
      checkConditions(reading, item.value, item.at)
    }
  }
}

function holdsTemplate(node: YamlNode): boolean {
  if (node.kind === 'list') return node.items.some(holdsTemplate)
  if (node.kind === 'map') return node.entries.some((entry) => isTemplate(entry.key) || holdsTemplate(entry.value))
  return node.opaque !== undefined || (typeof node.value === 'string' && isTemplate(node.value))
}

/** The argument that the message is about: `copy: mode: expected ...`. */
function placeOf(message: string, module: Module, args: WrittenArgs): SourcePosition | undefined {
  const named = message.slice(`${module.name}: `.length)
  for (const [name, arg] of args) if (named.startsWith(`${name}:`) || named.startsWith(`${name}.`)) return arg.at
  return undefined
}
