import type { Sample } from '../../../src/app/exports/exposition.ts'

interface Read {
  readonly type: string
  readonly samples: Sample[]
}

/**
 * The text format 0.0.4 as Prometheus documents it (exposition_formats): each metric once, HELP and TYPE before its
 * samples, each sample once. Throws where it is not that.
 */
export function readExposition(text: string): ReadonlyMap<string, Read> {
  const metrics = new Map<string, Read>()
  const seen = new Set<string>()
  let current = ''
  if (text !== '' && !text.endsWith('\n')) throw new Error('the last line has no end')
  for (const line of text.split('\n').slice(0, -1)) {
    const help = /^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (?:[^\\]|\\\\|\\n)*$/u.exec(line)
    if (help !== null) {
      current = help[1] ?? ''
      if (metrics.has(current)) throw new Error(`${current} comes twice`)
      metrics.set(current, { type: '', samples: [] })
      continue
    }
    const type = /^# TYPE (\S+) (counter|gauge)$/.exec(line)
    if (type !== null) {
      const known = metrics.get(current)
      if (type[1] !== current || known === undefined || known.samples.length > 0) throw new Error(`stray: ${line}`)
      metrics.set(current, { type: type[2] ?? '', samples: [] })
      continue
    }
    const [, name = '', labels = '', value = ''] = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/su.exec(line) ?? []
    if (name !== current || seen.has(`${name}{${labels}`)) throw new Error(`no sample of ${current}: ${line}`)
    seen.add(`${name}{${labels}`)
    metrics.get(name)?.samples.push({ labels: labelsOf(labels), value: numberOf(value) })
  }
  return metrics
}

function labelsOf(text: string): Readonly<Record<string, string>> {
  const pairs = [...text.matchAll(/([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\["\\n])*)"(?:,|$)/gsu)]
  if (pairs.map(([whole]) => whole).join('') !== text) throw new Error(`no labels: ${text}`)
  const plain = (value: string) => value.replaceAll(/\\(.)/g, (_whole, char: string) => (char === 'n' ? '\n' : char))
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, plain(value)]))
}

function numberOf(text: string): number {
  if (text === 'NaN') return NaN
  if (/^[+-]Inf$/.test(text)) return text.startsWith('-') ? -Infinity : Infinity
  if (text === '' || Number.isNaN(Number(text))) throw new Error(`no number: ${text}`)
  return Number(text)
}
