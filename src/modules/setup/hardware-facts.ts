import type { Vars } from '../../model/vars.ts'
import type { Sections } from '../module-utils/sections.ts'

export function hardwareFacts(sections: Sections): Vars {
  return { ...processorFacts(sections), ...memoryFacts(sections.lines('memory')), mounts: mountFacts(sections) }
}

function processorFacts(sections: Sections): Vars {
  const values = (name: string) =>
    sections.lines('cpu').flatMap((line) => {
      const [key = '', value = ''] = line.split(/\s*:\s*/, 2)
      return key === name ? [value] : []
    })
  const vcpus = values('processor').length || Number(sections.lines('nproc')[0] ?? 1)
  const sockets = new Set(values('physical id')).size || vcpus
  const cores = Number(values('cpu cores')[0] ?? 1)
  return {
    processor_vcpus: vcpus,
    processor_count: sockets,
    processor_cores: cores,
    processor_threads_per_core: Math.max(1, Math.floor(vcpus / (sockets * cores))),
    processor_nproc: Number(sections.lines('nproc')[0] ?? vcpus),
  }
}

function memoryFacts(lines: readonly string[]): Vars {
  const mebibytes = (name: string) => {
    const line = lines.find((candidate) => candidate.startsWith(`${name}:`)) ?? ''
    return Math.floor(Number(/\d+/.exec(line)?.[0] ?? 0) / 1024)
  }
  return {
    memtotal_mb: mebibytes('MemTotal'),
    memfree_mb: mebibytes('MemFree'),
    swaptotal_mb: mebibytes('SwapTotal'),
    swapfree_mb: mebibytes('SwapFree'),
  }
}

/** File systems on a device, as Ansible lists them; sizes from `df -P -k`. */
function mountFacts(sections: Sections): readonly Vars[] {
  const sizes = new Map(
    sections.lines('space').map((line) => {
      const fields = line.split(/\s+/)
      return [fields.slice(5).join(' '), fields] as const
    }),
  )
  return sections.lines('mounts').flatMap((line) => {
    const [device = '', escaped = '', fstype = '', options = ''] = line.split(' ')
    if (!device.startsWith('/') && !device.includes(':')) return []
    const mount = escaped.replaceAll(/\\([0-7]{3})/g, (_all, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    )
    const [, total, , available] = sizes.get(mount) ?? []
    const bytes = (kibibytes: string | undefined) => Number(kibibytes ?? 0) * 1024
    return [{ device, mount, fstype, options, size_total: bytes(total), size_available: bytes(available) }]
  })
}
