/** The lines of a program's output that are not empty. */
export function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '')
}
