import type { Collector } from './collector.ts'

/** Each line is a variable; a line break inside one is ASCII 29. */
export const env: Collector = {
  script: '',
  parse: (sections) => {
    const variables = sections.lines('environment').map((line) => line.replaceAll('\u001d', '\n'))
    return {
      env: Object.fromEntries(
        variables
          .filter((variable) => variable.includes('='))
          .map((variable) => {
            const at = variable.indexOf('=')
            return [variable.slice(0, at), variable.slice(at + 1)]
          }),
      ),
    }
  },
}
