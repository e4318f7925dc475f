import type { LongshoreError } from '../../base/longshore-error.ts'

/** In the form in which ansible-core tells exceptions of Python. */
export function shownError(error: LongshoreError, expression: string): string {
  if (error.code === 'VARIABLE_UNDEFINED' && /^\w+$/.test(expression)) return notDefined(expression)
  const kind = error.code === 'VARIABLE_UNDEFINED' ? 'AttributeError' : 'SyntaxError'
  return `***${kind}:${error.message}\n`
}

export function notDefined(name: string): string {
  return `***NameError:NameError("name '${name}' is not defined")\n`
}

export function notUnderstood(line: string): string {
  return /^\w+$/.test(line) ? notDefined(line) : `***SyntaxError:SyntaxError('invalid syntax')\n`
}
