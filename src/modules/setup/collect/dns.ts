import type { Collector } from './collector.ts'

/** resolv.conf(5): only the words that are there. */
export const dns: Collector = {
  script: 'show resolv /etc/resolv.conf',
  parse: (sections) => {
    const found: { nameservers?: string[]; domain?: string; search?: string[]; sortlist?: string[]; options?: object } =
      {}
    for (const line of sections.lines('resolv')) {
      const [word = '', ...values] = line.trim().split(/\s+/)
      if (word === 'nameserver') (found.nameservers ??= []).push(...values)
      else if (word === 'domain' && values[0] !== undefined) found.domain = values[0]
      else if (word === 'search' || word === 'sortlist') found[word] = values
      else if (word === 'options') found.options = { ...found.options, ...options(values) }
    }
    return { dns: found }
  },
}

function options(words: readonly string[]): Record<string, string | true> {
  return Object.fromEntries(
    words.map((word) => {
      const [name = '', value] = word.split(':', 2)
      return [name, value ?? true]
    }),
  )
}
