import type { Vars } from '../../../model/vars.ts'
import type { Collector } from './collector.ts'

/** Only root may ask, and only where the tools are; else `N/A`. */
export const lvm: Collector = {
  script: `
section lvm; [ "$uid" = 0 ] && have vgs && echo asked
for tool in vgs lvs pvs; do
  section "$tool"; [ "$uid" = 0 ] && have vgs && within "$tool" --noheadings --nosuffix --units g --separator ,
done
`,
  parse: (sections) => {
    if (sections.lines('lvm').length === 0) return { lvm: 'N/A' }
    const table = (tool: string, row: (fields: readonly string[]) => Vars): Vars =>
      Object.fromEntries(
        sections.lines(tool).map((line) => {
          const fields = line.trim().split(',')
          return [fields[0] ?? '', row(fields)]
        }),
      )
    return {
      lvm: {
        vgs: table('vgs', (fields) => ({
          size_g: fields.at(-2),
          free_g: fields.at(-1),
          num_lvs: fields[2],
          num_pvs: fields[1],
        })),
        lvs: table('lvs', ([, vg, , size]) => ({ size_g: size, vg })),
        pvs: table('pvs', ([, vg, , , size, free]) => ({ size_g: size, free_g: free, vg })),
      },
    }
  },
}
