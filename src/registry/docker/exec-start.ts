/**
 * The words that a unit will start its program with. `shown` is `systemctl show -p ExecStart`'s value; `$NAME` alone
 * becomes several words and `${NAME}` one, as systemd.service(5) has it. Unset variables become nothing.
 */
export function expandExecStart(shown: string, environment: Readonly<Record<string, string>>): string[] {
  return expandWords(/argv\[\]=([\s\S]*?) ; ignore_errors=/.exec(shown)?.[1] ?? '', environment)
}

/** The words of a command line of a unit, its variables put in. */
export function expandWords(line: string, environment: Readonly<Record<string, string>>): string[] {
  return splitWords(line).flatMap((word) => {
    const alone = /^\$([A-Za-z_]\w*)$/.exec(word)?.[1]
    if (alone !== undefined) return splitWords(environment[alone] ?? '')
    return [word.replace(/\$\{([A-Za-z_]\w*)\}/g, (_, name: string) => environment[name] ?? '')]
  })
}

/** KEY=VALUE lines as systemd reads an EnvironmentFile: comments, quotes and blank lines. */
export function parseEnvironmentFile(text: string): Record<string, string> {
  const environment: Record<string, string> = {}
  for (const line of text.split('\n')) {
    const found = /^\s*([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line)
    if (found === null) continue
    environment[found[1] ?? ''] = unquote(found[2] ?? '')
  }
  return environment
}

function unquote(text: string): string {
  const quoted = /^"([\s\S]*)"$|^'([\s\S]*)'$/.exec(text)
  return quoted === null ? text : (quoted[1] ?? quoted[2] ?? '')
}

function splitWords(text: string): string[] {
  const words = text.match(/(?:[^\s"']|"(?:\\.|[^"])*"|'[^']*')+/g) ?? []
  return words.map((word) => word.replace(/"((?:\\.|[^"])*)"|'([^']*)'/g, (_, a?: string, b?: string) => a ?? b ?? ''))
}
