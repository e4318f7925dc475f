import type { Vars } from '../../../model/vars.ts'
import type { Sections } from '../../module-utils/sections.ts'

/** How one subset of facts is gathered: sh that prints sections, and what reads them. */
export interface Collector {
  /** May use `section NAME`, `show NAME FILE` and `lines_of FILE` for small files, `kernel SYSCTL UNAME_OPTION`, `value KEY FILE`, `link KEY PATH`, `have PROGRAM`, `within COMMAND...`. */
  readonly script: string
  /**
   * Python, without a single quote, for what only that can tell, as a part of one program for all collectors; `section(NAME)` begins a
   * section. It has to run to its end.
   */
  readonly python?: string
  /** Names without `ansible_`. Every section may be empty or missing. */
  readonly parse: (sections: Sections) => Vars
}

/** The lines `KEY<tab>VALUE` that `value` and `link` print; a key that comes twice keeps both values. */
export function valuesOf(lines: readonly string[]): (key: string) => readonly string[] {
  const pairs = lines.map((line) => {
    const tab = line.indexOf('\t')
    return [line.slice(0, tab), line.slice(tab + 1).trim()] as const
  })
  return (key) => pairs.filter(([name, value]) => name === key && value !== '').map(([, value]) => value)
}
