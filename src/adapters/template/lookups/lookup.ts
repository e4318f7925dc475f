import type { LongshoreError } from '../../../base/longshore-error.ts'
import type { ConfigText } from '../../../model/template-options.ts'
import type { Templater, TemplateScope } from '../../../ports/templater.ts'
import { pythonStr } from '../python/text.ts'

/** What lookups reach outside of the variables, all of it on the controller. */
export interface LookupHost {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Relative paths start here where no playbook says otherwise. */
  readonly cwd: string
  readonly home: string
  /** The ansible.cfg that holds, where there is one. */
  readonly config?: ConfigText
  /** The text of a file; throws as `node:fs` does. A composition that knows Ansible Vault decrypts here. */
  readText(path: string): string
}

export interface LookupCall {
  readonly terms: readonly unknown[]
  /** Keyword arguments, without `wantlist` and `errors`. */
  readonly options: Readonly<Record<string, unknown>>
  readonly scope: TemplateScope
  readonly host: LookupHost
  /** Renders the text of a template file. */
  readonly renderFile: Templater['renderFile']
}

/** Gives the found values. A throw of `LookupError` is subject to `errors=`, an error value is not. */
export type Lookup = (call: LookupCall) => readonly unknown[] | LongshoreError

interface LookupErrorDetails {
  /** The class of Python's error, which Ansible names in its sentence about the failure. */
  readonly pythonClass?: string
  /** Ansible gives the message alone, without the sentence that names the lookup. */
  readonly isAlone?: boolean
  readonly hint?: string
}

/** A lookup that found nothing or could not be done; its message does not name the lookup. */
export class LookupError extends Error {
  readonly details: LookupErrorDetails

  constructor(message: string, details: LookupErrorDetails = {}) {
    super(message)
    this.details = details
  }
}

/** An option with a value that it cannot have: an error whatever `errors=` says. */
export class LookupOptionError extends Error {}

export function textOption(call: LookupCall, name: string, fallback = ''): string {
  const value = call.options[name]
  return value === undefined || value === null ? fallback : pythonStr(value)
}

export function flagOption(call: LookupCall, name: string, fallback = false): boolean {
  const value = call.options[name]
  if (value === undefined || value === null) return fallback
  return isOn(value)
}

/** A flag as Ansible reads it: of text only the words for yes. */
export function isOn(value: unknown): boolean {
  return typeof value === 'string' ? ['yes', 'on', '1', 'true', 't', 'y'].includes(value.toLowerCase()) : Boolean(value)
}

/** Lists one level further in are opened, as Ansible does with the terms of most lookups. */
export function flattened(terms: readonly unknown[]): readonly unknown[] {
  return terms.flatMap((term) => (Array.isArray(term) ? (term as readonly unknown[]) : [term]))
}

/** One of the values that an option may have. */
export function choiceOption(call: LookupCall, lookup: string, name: string, choices: readonly string[]): string {
  const value = textOption(call, name, choices[0])
  if (choices.includes(value)) return value
  throw new LookupOptionError(
    `Invalid value "${value}" for configuration option "plugin_type: lookup plugin: ${lookup} setting: ${name} ", ` +
      `valid values are: ${choices.join(', ')}`,
  )
}

export function textTerms(call: LookupCall): readonly string[] {
  return flattened(call.terms).map(pythonStr)
}

/** `key name=value other=value` as Ansible writes a lookup's options inside its term. */
export function inlineOptions(term: string) {
  const words = term.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? []
  const named: Record<string, string> = {}
  const rest: string[] = []
  for (const word of words) {
    const found = /^(\w+)=([^]*)$/.exec(word)
    if (found === null) rest.push(word)
    else named[found[1] ?? ''] = (found[2] ?? '').replace(/^(["'])([^]*)\1$/, '$2')
  }
  return { text: rest.join(' '), named }
}
