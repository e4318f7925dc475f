import type { Collector } from './collector.ts'

/** Mebibytes, each value cut off before it is added up. */
export const memory: Collector = {
  script: 'section memory; cat /proc/meminfo',
  parse: (sections) => {
    const found = new Map(
      sections.lines('memory').map((line) => {
        const [name = '', kibibytes = '0'] = line.split(/:?\s+/)
        return [name, Math.floor(Number(kibibytes) / 1024)] as const
      }),
    )
    const of = (name: string) => found.get(name) ?? 0
    const [total, free, swap, swapFree] = [of('MemTotal'), of('MemFree'), of('SwapTotal'), of('SwapFree')]
    const unused = free + of('Cached') + of('Buffers')
    return {
      memtotal_mb: total,
      memfree_mb: free,
      swaptotal_mb: swap,
      swapfree_mb: swapFree,
      memory_mb: {
        real: { total, free, used: total - free },
        nocache: { free: unused, used: total - unused },
        swap: { total: swap, free: swapFree, used: swap - swapFree, cached: of('SwapCached') },
      },
    }
  },
}
