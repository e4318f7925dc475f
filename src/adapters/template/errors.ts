import { LongshoreError } from '../../base/longshore-error.ts'
import { didYouMean } from '../../base/nearest-name.ts'
import type { SourcePosition } from '../../base/source-position.ts'
import { lookupNames, missingLookups } from './lookups/names.ts'

export function templateInvalid(text: string, line: number, problem: string, file?: string): LongshoreError {
  const lines = text.split('\n')
  const place = lines.length > 1 && text.trim().includes('\n') ? ` (line ${line} of it)` : ''
  const subject = file === undefined ? `'${shortened(lines[line - 1] ?? text)}'${place}` : `the template ${file}`
  return new LongshoreError('TEMPLATE_INVALID', `${subject} cannot be rendered: ${problem}`, {
    ...(file !== undefined && { at: { file, line, column: 1 } }),
    hint: 'Expressions are Jinja2; filters and tests go by the names that Ansible gives them',
  })
}

export function noLookup(name: string): LongshoreError {
  return missingLookups.has(name)
    ? new LongshoreError('TEMPLATE_INVALID', `the lookup '${name}' is not supported yet`, {
        hint: 'docs/ansible-compatibility.md lists what takes its place',
      })
    : new LongshoreError('TEMPLATE_INVALID', `there is no lookup '${name}'${didYouMean(name, lookupNames)}`, {
        hint: `There are ${lookupNames.join(', ')}`,
      })
}

export function lookupFailed(name: string, problem: string): LongshoreError {
  return new LongshoreError('TEMPLATE_INVALID', `the lookup '${name}' failed: ${problem}`, {
    hint: `Where it may find nothing, say so: lookup('${name}', ..., errors='ignore')`,
  })
}

export interface Where {
  readonly text: string
  readonly at?: SourcePosition
}

/** `missing` is the part of `use` that is not there. */
export function variableUndefined(use: string, missing: string, where: Where, cause?: LongshoreError): LongshoreError {
  const detail = missing === use ? '' : ` (there is no ${missing})`
  const within = use === where.text.trim() ? '' : `, in '${shortened(where.text)}'`
  const why = cause === undefined ? '' : `: ${cause.message}`
  return new LongshoreError('VARIABLE_UNDEFINED', `'${use}' is undefined${detail}${within}${why}`, {
    hint: `Set it, or say what to use without it: {{ ${use} | default(...) }}`,
    ...(where.at !== undefined && { at: where.at }),
    ...(cause !== undefined && { cause }),
  })
}

export function nothingGiven(text: string): LongshoreError {
  return new LongshoreError('VARIABLE_UNDEFINED', `'${shortened(text)}' gives an undefined value`, {
    hint: 'A list may be empty, or a condition without else not true: add else or | default(...)',
  })
}

export function tooDeep(): LongshoreError {
  return new LongshoreError('TEMPLATE_INVALID', 'a value is nested more than 100 levels deep', {
    hint: 'Does a list or map contain itself?',
  })
}

function shortened(text: string): string {
  const trimmed = text.trim()
  return trimmed.length > 200 ? `${trimmed.slice(0, 200)}...` : trimmed
}
