/**
 * A program for a shell that is to serve another one after it. It runs in a subshell, so that nothing of it stays; that ends
 * its watcher, which reads the same stdin, and waits for its end before the last mark is printed. The shell itself prints
 * that mark: where the subshell was killed, it tells the status in its place (`x` for `z`).
 */
export function keptShell(program: string, token: string): string {
  return `{
(
${program})
ls_q=$?
if [ "$ls_q" -eq 0 ]; then ls_q=z; else ls_q="x $ls_q"; fi
ls_q="${token} $ls_q"
echo "$ls_q"; echo "$ls_q" >&2
}
`
}
