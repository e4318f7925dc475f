/**
 * The umask for a file that is made before it has its owner and group, so that nobody reads it who may not read it later. It
 * has its final mode at once where that gives a group nothing that it does not give to everybody.
 */
export function umaskFor(mode: number | undefined): string {
  if (mode === undefined || ((mode >> 3) & 0o7) !== (mode & 0o7)) return '077'
  return (~mode & 0o777).toString(8).padStart(3, '0')
}
