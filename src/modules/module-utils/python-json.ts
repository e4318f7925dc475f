/** JSON as Python's `json.dumps` writes it by default: a space after `,` and `:`, ASCII only. */
export function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([key, member]) => `${asciiString(key)}: ${pythonJson(member)}`)
    return `{${members.join(', ')}}`
  }
  return typeof value === 'string' ? asciiString(value) : JSON.stringify(value)
}

function asciiString(text: string): string {
  return JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
