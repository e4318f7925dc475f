import { assignments } from '../../module-utils/sections.ts'
import type { Collector } from './collector.ts'

const FIELDS: readonly (readonly [fact: string, spoken: string, written: string])[] = [
  ['codename', 'Codename', 'DISTRIB_CODENAME'],
  ['description', 'Description', 'DISTRIB_DESCRIPTION'],
  ['id', 'Distributor ID', 'DISTRIB_ID'],
  ['release', 'Release', 'DISTRIB_RELEASE'],
]

/** What `lsb_release` says, else what its file says. */
export const lsb: Collector = {
  script: `
section lsb_release; have lsb_release && within lsb_release -a
show lsb_file /etc/lsb-release
`,
  parse: (sections) => {
    const spoken = new Map(
      sections.lines('lsb_release').map((line) => [line.split(':')[0], line.replace(/^[^:]*:\s*/, '').trim()] as const),
    )
    const written = assignments(sections.lines('lsb_file'))
    const found = FIELDS.flatMap(([fact, key, variable]) => {
      const value = spoken.size > 0 ? spoken.get(key) : written.get(variable)
      return value === undefined ? [] : [[fact, value] as const]
    })
    const release = found.find(([fact]) => fact === 'release')?.[1]
    return {
      lsb: {
        ...Object.fromEntries(found),
        ...(release === undefined ? {} : { major_release: release.split('.')[0] }),
      },
    }
  },
}
