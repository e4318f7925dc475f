import type { Vars } from '../../model/vars.ts'
import { checksum } from '../registry-utils/checksum.ts'
import type { DockerRegistryFacts } from './facts.ts'
import type { FileChange } from './file-change.ts'
import type { SoundHost } from './preflight.ts'

/** What the operator should know before it happens. */
export function notesFor({ file, containers, info }: DockerRegistryFacts, change: FileChange): string[] {
  const { action, reasons, effect, before, after } = change
  const notes: string[] = []
  if (file.linkTarget !== undefined) notes.push(`${file.path} is a link: ${file.realPath} is edited, the link stays`)
  if (!change.writes) notes.push('the file says it already, the running dockerd does not: it is only applied')
  if (action === 'reload') notes.push('dockerd is reloaded: containers are not touched')
  if (action === 'staged') notes.push(stagedNote(info.kind))
  if (action !== 'restart') return notes
  notes.push(reasons.length === 0 ? 'dockerd is restarted, as asked' : `dockerd is restarted: ${reasons.join('; ')}`)
  if (containers.length === 0) return [...notes, 'no containers are running']
  const running = containersOf(containers.length)
  if (effect.stopped.length === 0) {
    const how = change.liveRestoreFirst ? 'is switched on by a reload first' : 'is on'
    return [...notes, `live-restore ${how}: ${running} ${containers.length === 1 ? 'goes' : 'go'} on running`]
  }
  const off = before.effective.liveRestore && !after.effective.liveRestore ? 'is switched off' : 'is off'
  notes.push(
    `live-restore ${off}: ${running} ${containers.length === 1 ? 'stops' : 'stop'} (${effect.stopped.join(', ')})`,
  )
  if (effect.lost.length > 0) notes.push(`without a restart policy, these do not come back: ${effect.lost.join(', ')}`)
  return notes
}

function containersOf(count: number): string {
  return count === 1 ? '1 container' : `${count} containers`
}

function stagedNote(daemon: DockerRegistryFacts['info']['kind']): string {
  return daemon === 'stopped'
    ? 'dockerd does not run: this counts from its next start'
    : 'staged: this counts from the next reload or restart'
}

export function returnValues({ file, info }: DockerRegistryFacts, { version }: SoundHost, change: FileChange): Vars {
  const { effective } = change.after
  return {
    action: change.action,
    reasons: [...change.reasons],
    file: file.realPath,
    checksums: change.writes || file.present !== undefined ? { [file.path]: checksum(change.after.text) } : {},
    docker_version: version,
    image_store: info.kind === 'running' ? info.store : null,
    effective: {
      mirrors: [...effective.mirrors],
      insecure_registries: [...effective.insecure],
      live_restore: effective.liveRestore,
    },
    containers_stopped: [...change.effect.stopped],
    containers_lost: [...change.effect.lost],
  }
}
