import type { Vars } from '../../../model/vars.ts'
import type { Sections } from '../../module-utils/sections.ts'
import type { Collector } from './collector.ts'

/** File systems on a device or of the network; one that does not answer in `gather_timeout` seconds has no sizes. */
export const mounts: Collector = {
  script: `
section mounts; cat /etc/mtab || cat /proc/mounts
section spaces
{ cat /etc/mtab || cat /proc/mounts; } | while read -r device folder type rest; do
  case $device in /* | *:/*) ;; *) continue ;; esac
  space=$(within stat -f -c '%S %s %b %a %c %d' -- "$(printf '%b' "$(echo "$folder" | sed 's/\\\\\\([0-7]\\)/\\\\0\\1/g')")") &&
    printf '%s\\t%s\\n' "$folder" "$space"
done
section uuids; have lsblk && within lsblk --list --noheadings --paths --output NAME,UUID --exclude 2
section binds; have findmnt && within findmnt --list --noheadings --notruncate --output TARGET,SOURCE
`,
  parse: (sections) => {
    const spaces = new Map(sections.lines('spaces').map((line) => pair(line, '\t')))
    const uuids = new Map(sections.lines('uuids').map((line) => pair(line.trim(), /\s+/)))
    const bound = new Set(sections.lines('binds').flatMap((line) => /^(.*\S)\s+\S+\[.*\]$/.exec(line)?.[1] ?? []))
    const found = mounted(sections).map(({ device, escaped, fstype, options }): Vars => {
      const mount = unescaped(escaped)
      return {
        device: unescaped(device),
        mount,
        fstype,
        options: bound.has(mount) && !/(^|,)bind(,|$)/.test(options) ? `${options},bind` : options,
        ...spaceFacts(spaces.get(escaped)),
        uuid: uuids.get(device) || 'N/A',
      }
    })
    return { mounts: found }
  },
}

function mounted(sections: Sections) {
  return sections.lines('mounts').flatMap((line) => {
    const [device = '', escaped = '', fstype = '', options = ''] = line.split(' ')
    const isListed = (device.startsWith('/') || device.includes(':/')) && fstype !== 'none'
    return isListed ? [{ device, escaped, fstype, options }] : []
  })
}

function spaceFacts(text: string | undefined): Vars {
  if (text === undefined) return {}
  const [fragment = 0, block, total = 0, available = 0, inodes = 0, freeInodes = 0] = text.split(' ').map(Number)
  return {
    size_total: total * fragment,
    size_available: available * fragment,
    block_size: block,
    block_total: total,
    block_available: available,
    block_used: total - available,
    inode_total: inodes,
    inode_available: freeInodes,
    inode_used: inodes - freeInodes,
  }
}

function unescaped(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/g, (_all, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
}

function pair(line: string, separator: string | RegExp): readonly [string, string] {
  const [first = '', second = ''] = line.split(separator, 2)
  return [first, second]
}
