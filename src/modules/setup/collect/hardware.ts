import type { Collector } from './collector.ts'
import { devices } from './devices.ts'
import { firmware } from './firmware.ts'
import { lvm } from './lvm.ts'
import { mounts } from './mounts.ts'
import { processor } from './processor.ts'
import { memory } from './memory.ts'

const PARTS = [processor, memory, firmware, devices, lvm, mounts]

export const hardware: Collector = {
  script: PARTS.map(({ script }) => script).join('\n'),
  parse: (sections) =>
    Object.assign({}, ...PARTS.map(({ parse }) => parse(sections))) as ReturnType<Collector['parse']>,
}
