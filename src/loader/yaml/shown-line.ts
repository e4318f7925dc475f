const SECRET_VALUE = /((?:pass|pwd|secret|token|credential|private|auth|key)[\w-]*["']?\s*[:=]\s*)\S.*$/i

/** A line of a file in an error: a value that looks secret by its name is not shown. */
export function shownLine(line: string): string {
  return line.replace(SECRET_VALUE, '$1********')
}
