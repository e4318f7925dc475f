/** A task that says something, as a line of a file of tasks. */
export function said(message: string, name = 'said'): string {
  return `- {name: ${JSON.stringify(name)}, debug: {msg: ${JSON.stringify(message)}}}\n`
}
