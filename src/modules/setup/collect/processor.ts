import type { Collector } from './collector.ts'

const LISTED = new Set(['processor', 'vendor_id', 'model name', 'Processor', 'cpu', 'Vendor'])

/** Counted as Ansible counts: sockets by `physical id`, where the kernel names them, else each processor is one. */
export const processor: Collector = {
  script: `
section cpu; cat /proc/cpuinfo
section nproc; nproc || getconf _NPROCESSORS_ONLN
section uptime; lines_of /proc/uptime
`,
  parse: (sections) => {
    const entries = sections.lines('cpu').map((line) => {
      const [key = '', ...value] = line.split(':')
      return [key.trim(), value.join(':').trim()] as const
    })
    const values = (name: string) => entries.filter(([key]) => key === name).map(([, value]) => value)
    const nproc = Number(sections.lines('nproc')[0] ?? values('processor').length)
    const count = new Set(values('physical id')).size || values('processor').length
    const cores = Number(values('cpu cores')[0] ?? 1)
    const threads = Math.floor(Number(values('siblings')[0] ?? cores) / cores) || 1
    return {
      processor: entries.filter(([key]) => LISTED.has(key)).map(([, value]) => value),
      processor_count: count,
      processor_cores: cores,
      processor_threads_per_core: threads,
      processor_vcpus: threads * count * cores,
      processor_nproc: nproc,
      uptime_seconds: Math.floor(Number(sections.lines('uptime')[0]?.split(' ')[0] ?? 0)),
    }
  },
}
