import type { HostName } from '../../model/inventory.ts'
import type { HostRecap } from '../../model/recap.ts'
import type { Paint, Tone } from './ansible-style.ts'
import { printable } from './printable.ts'

const COUNTS = ['ok', 'changed', 'unreachable', 'failed', 'skipped', 'rescued', 'ignored'] as const
const TONES: Readonly<Record<(typeof COUNTS)[number], Tone>> = {
  ok: 'ok',
  changed: 'changed',
  unreachable: 'unreachable',
  failed: 'failed',
  skipped: 'skipped',
  rescued: 'ok',
  ignored: 'changed',
}

/** The table below PLAY RECAP: hosts by name, 26 columns wide, each count padded to four. */
export function ansibleRecap(hosts: Readonly<Record<HostName, HostRecap>>, paint: Paint): string {
  return Object.keys(hosts)
    .filter((name) => wasSeen(hosts[name]))
    .sort()
    .map((name) => recapLine(printable(name), hosts[name], paint))
    .join('')
}

/** Ansible knows a host once a task told of it. */
function wasSeen(recap: HostRecap | undefined): recap is HostRecap {
  return recap !== undefined && COUNTS.some((name) => recap[name] > 0)
}

function recapLine(name: string, recap: HostRecap | undefined, paint: Paint): string {
  if (recap === undefined) return ''
  const counts = COUNTS.map((count) => {
    const text = `${count}=${String(recap[count]).padEnd(4)}`
    return recap[count] > 0 ? paint(text, TONES[count]) : text
  })
  return `${paint(name, hostTone(recap))}${' '.repeat(Math.max(0, 26 - name.length))} : ${counts.join(' ')}\n`
}

function hostTone(recap: HostRecap): Tone {
  if (recap.failed > 0 || recap.unreachable > 0) return 'failed'
  return recap.changed > 0 ? 'changed' : 'ok'
}
