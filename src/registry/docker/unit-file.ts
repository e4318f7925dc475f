import { expandWords, parseEnvironmentFile } from './exec-start.ts'

/**
 * The words after dockerd's own name that a unit starts it with, from the texts of the unit and of its drop-ins in the
 * order in which systemd reads them. `environmentFiles` are texts of its EnvironmentFile= files; those win over
 * Environment=.
 */
export function unitFlagWords(units: readonly string[], environmentFiles: readonly string[] = []): string[] {
  const settings = units.flatMap(serviceSettings)
  const start = settings.reduce<string | undefined>(
    (last, [name, value]) => (name === 'ExecStart' ? (value === '' ? undefined : (last ?? value)) : last),
    undefined,
  )
  const inline = settings.filter(([name]) => name === 'Environment').flatMap(([, value]) => assignments(value))
  const files = environmentFiles.map((text) => parseEnvironmentFile(text))
  const environment = Object.fromEntries([...inline, ...files].flatMap((variables) => Object.entries(variables)))
  return expandWords((start ?? '').replace(/^[-@:+!]+/, ''), environment).slice(1)
}

/** NAME=VALUE of the `[Service]` section; a backslash at the end of a line goes on with the next one. */
function serviceSettings(text: string): (readonly [string, string])[] {
  let section = ''
  return text
    .replace(/\\\r?\n/g, ' ')
    .split('\n')
    .flatMap((line) => {
      const header = /^\s*\[(.*)\]\s*$/.exec(line)
      if (header !== null) section = header[1] ?? ''
      const [, name, value = ''] = /^\s*([A-Za-z]+)\s*=\s*(.*?)\s*$/.exec(line) ?? []
      return section !== 'Service' || name === undefined ? [] : [[name, value] as const]
    })
}

/** `"A=1 2" B=3` of one Environment= line. */
function assignments(value: string): Record<string, string>[] {
  return expandWords(value, {}).map((word) => parseEnvironmentFile(word))
}
