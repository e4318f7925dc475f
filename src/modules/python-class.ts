/** The class of a value as Python prints it: Ansible's messages have it. */
export function pythonClass(value: unknown): string {
  return `<class '${className(value)}'>`
}

function className(value: unknown): string {
  if (value === null || value === undefined) return 'NoneType'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float'
  if (typeof value === 'boolean') return 'bool'
  return typeof value === 'string' ? 'str' : 'dict'
}
