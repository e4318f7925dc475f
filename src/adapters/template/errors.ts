import { type AnsibleWords, withCauseAgain } from '../../base/ansible-words.ts'
import { LongshoreError } from '../../base/longshore-error.ts'
import { didYouMean } from '../../base/nearest-name.ts'
import type { SourcePosition } from '../../base/source-position.ts'
import { lookupNames } from './lookups/names.ts'
import type { Undefined } from './python/values.ts'

/** A spot in a template: `at` is the offset in `text`. Text of a playbook has no file of its own. */
export interface Place {
  readonly text: string
  readonly at: number
  readonly file?: string
  /** The number of the text's first line in its file, where that is not 1. */
  readonly firstLine?: number
}

const VALUE_HINT = 'Look at the value with debug: its type may not be what the expression needs'

/** In the words of Ansible's Templar, which scripts look for. */
export function templateInvalid(problem: string, place: Place): LongshoreError {
  const cause = problem.replace(/^(Could not load "([^"]*)"): there is no .*$/, "$1: '$2'")
  const { line } = position(place)
  const within = place.file ?? (isManyLines(place.text) ? `${lineText(place)} (line ${line} of it)` : place.text.trim())
  return new LongshoreError(
    'TEMPLATE_INVALID',
    `template error while templating string: ${problem}${problem.endsWith('.') ? '' : '.'} String: ${shortened(within)}`,
    {
      ...atFile(place),
      hint: 'Expressions are Jinja2; filters and tests go by the names that Ansible gives them',
      ansible: {
        message: `template error while templating string: ${cause}. String: ${shortened(place.file ?? place.text)}`,
        cause,
      },
    },
  )
}

/** An operation that its values do not have, in the words of Ansible's Templar. */
export function templateTypeError(problem: string, place: Place): LongshoreError {
  const shown = shortened(place.file ?? (isManyLines(place.text) ? lineText(place) : place.text))
  return new LongshoreError('TEMPLATE_INVALID', ofType(problem, shown), {
    ...atFile(place),
    hint: VALUE_HINT,
    ansible: { message: ofType(problem, shortened(place.file ?? place.text)), cause: problem },
  })
}

function ofType(problem: string, text: string): string {
  return `Unexpected templating type error occurred on (${text}): ${problem}`
}

/** Python's words for a value of a type that cannot be. */
const TYPE_ERRORS = [
  / is not iterable$/,
  / has no len\(\)$/,
  /^(?:root\(\) can only be used on numbers: |(?:log|pow)\(\) can only be used on numbers: must be )/,
  / not supported between instances of /,
  /^unsupported operand type/,
  /^bad operand type /,
  /^type \w+ doesn't define __round__ method$/,
  /^the JSON object must be str, bytes or bytearray, not /,
  / requires a dictionary, got <class /,
]

/**
 * A filter or a test failed with the values that it met. Ansible gives its words alone, or where a type is the matter those
 * of its Templar.
 */
export function templateFailed(problem: string, by: string | undefined, place: Place): LongshoreError {
  const { line } = position(place)
  const shown = isManyLines(place.text)
    ? `'${shortened(lineText(place))}' (line ${line} of it)`
    : `'${shortened(place.text)}'`
  const subject = place.file === undefined ? shown : `the template ${place.file}`
  const isNamed = by === undefined || ['(', ' ', ':'].some((after) => problem.startsWith(by + after))
  return new LongshoreError(
    'TEMPLATE_INVALID',
    `${subject} cannot be rendered: ${isNamed ? problem : `${by}: ${problem}`}`,
    { ...atFile(place), hint: VALUE_HINT, ansible: failedInAnsible(problem, place) },
  )
}

function failedInAnsible(problem: string, place: Place): AnsibleWords {
  if (!TYPE_ERRORS.some((words) => words.test(problem))) return { message: problem }
  return { message: ofType(problem, shortened(place.file ?? place.text)), cause: problem }
}

export function recursiveTemplate(place: Place): LongshoreError {
  return new LongshoreError(
    'TEMPLATE_INVALID',
    `recursive loop detected in template string: ${shortened(place.file ?? place.text)}`,
    { ...atFile(place), hint: 'Does it include, call or look up itself?' },
  )
}

export function noLookup(name: string): LongshoreError {
  return new LongshoreError('TEMPLATE_INVALID', `lookup plugin (${name}) not found${didYouMean(name, lookupNames)}`, {
    hint: `There are ${lookupNames.join(', ')}`,
  })
}

export function lookupFailed(
  name: string,
  problem: string,
  hint = `Where it may find nothing, say so: lookup('${name}', ..., errors='ignore')`,
  cause?: string,
): LongshoreError {
  const ansible = cause === undefined ? {} : { ansible: { message: problem, cause } }
  return new LongshoreError('TEMPLATE_INVALID', problem, { hint, ...ansible })
}

/** What is not there, in Python's words; behind a variable, with the text that it holds. */
function undefinedInAnsible({ use, reason, cause }: Undefined): AnsibleWords {
  const own = ofHostvars(use, reason) ?? reason
  const message = cause?.ansible === undefined ? own : `${TEXTS.get(cause) ?? own}: ${withCauseAgain(cause.ansible)}`
  return { message, cause: message }
}

/** `hostvars` and what it holds are no dictionaries for Ansible. */
function ofHostvars(use: string | undefined, reason: string): string | undefined {
  const way = /^hostvars(?:\.\w+|\[[^\]]*\])(\.\w+|\[[^\]]*\])?$/.exec(use ?? '')
  const name = /^'dict object' has no attribute '(.*)'$/s.exec(reason)?.[1]
  if (way === null || name === undefined) return undefined
  return way[1] === undefined
    ? `"hostvars['${name}']" is undefined`
    : `'ansible.vars.hostvars.HostVarsVars object' has no attribute '${name}'`
}

/** The texts that use what is undefined: another text may use their variable. */
const TEXTS = new WeakMap<Error, string>()

/** `'a.b' is undefined`, with what is not there in Python's words, the text that it is in, and why. */
export function variableUndefined(missing: Undefined, place: Place): LongshoreError {
  const { use, reason, cause } = missing
  const named = use === undefined ? reason : `'${use}' is undefined`
  const detail = use === undefined || reason === named ? '' : `: ${reason}`
  const text = insideOf(place.text)
  const within = place.file !== undefined || use === text ? '' : `, in '${shortened(text)}'`
  const why = cause === undefined ? '' : `: ${cause.message}`
  const error = new LongshoreError('VARIABLE_UNDEFINED', `${named}${detail}${within}${why}`, {
    ansible: undefinedInAnsible(missing),
    hint:
      use === undefined
        ? 'A list may be empty, or a condition without else not true: add else or | default(...)'
        : `Set it, or say what to use without it: {{ ${use} | default(...) }}`,
    ...atFile(place),
    ...(cause !== undefined && { cause }),
  })
  TEXTS.set(error, place.text)
  return error
}

/** In the words of Ansible. */
export function environmentUndefined(name: string): LongshoreError {
  const message = `The "env" lookup, found an undefined variable: ${name}`
  return new LongshoreError('VARIABLE_UNDEFINED', message, {
    hint: `Set ${name} in the environment of this program`,
    ansible: { message, cause: message },
  })
}

export function tooDeep(): LongshoreError {
  return new LongshoreError('TEMPLATE_INVALID', 'a value is nested more than 100 levels deep', {
    hint: 'Does a list or map contain itself?',
  })
}

function atFile(place: Place): { readonly at?: SourcePosition } {
  return place.file === undefined ? {} : { at: { file: place.file, ...position(place) } }
}

function position({ text, at, firstLine = 1 }: Place): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at)
  return { line: before.split('\n').length + firstLine - 1, column: at - before.lastIndexOf('\n') }
}

function isManyLines(text: string): boolean {
  return text.trim().includes('\n')
}

function lineText({ text, at }: Place): string {
  return text.split('\n')[text.slice(0, at).split('\n').length - 1] ?? text
}

/** The expression of a text that is one `{{ }}`. */
function insideOf(text: string): string {
  return /^\{\{[-+]?([^{}]*?)[-+]?\}\}\s*$/.exec(text.trim())?.[1]?.trim() ?? text.trim()
}

function shortened(text: string): string {
  const trimmed = text.trim()
  return trimmed.length > 200 ? `${trimmed.slice(0, 200)}...` : trimmed
}
