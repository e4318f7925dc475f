import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
import type { TemplateOptions } from '../model/template-options.ts'

/** Gives a variable by name, resolved (its own templates rendered). `undefined` as a value: there is no such name. */
export interface TemplateScope {
  get(name: string): Result<unknown, LongshoreError>
  /** Whether the variable is written as a template: a number that such a text gives is text where it is used alone. */
  isTemplate?(name: string): boolean
  /** The variable as it is written: templates not rendered, encrypted values not opened. */
  written?(name: string): unknown
  /** All names that there are, where the scope can tell: for the lookup `varnames`. */
  names?(): Iterable<string>
  /** Nothing is looked up outside: a lookup is an error. What is rendered with it may never be wanted. */
  readonly isTentative?: boolean
}

/** Jinja2. Only the variables that a template names are asked of the scope. */
export interface Templater {
  /** `jinja2_native` of Ansible is on. */
  readonly isNative?: boolean
  /** Whether this text holds anything to render. */
  hasTemplate(text: string): boolean
  /** Renders text. A text that is one `{{ expression }}` gives the native value, any other a string. */
  render(text: string, scope: TemplateScope): Result<unknown, LongshoreError>
  /** Renders every string inside a value of lists and maps; keys too. */
  renderDeep(value: unknown, scope: TemplateScope): Result<unknown, LongshoreError>
  /** A bare expression (`when`, `until` ...), natively typed. */
  evaluate(expression: string, scope: TemplateScope): Result<unknown, LongshoreError>
  /** Renders a template file to text: trim_blocks on, trailing newline kept (Ansible's `template`). */
  renderFile(
    text: string,
    file: string,
    scope: TemplateScope,
    options?: TemplateOptions,
  ): Result<string, LongshoreError>
  /** What is wrong with a template, as far as that can be told without variables: syntax, unknown filters and tests. */
  checkTemplate(text: string): LongshoreError | undefined
  /** The same for a bare expression. */
  checkExpression(text: string): LongshoreError | undefined
}
