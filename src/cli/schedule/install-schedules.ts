import { readdir, readFile, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { foreignUnit, unwritableUnit } from '../../app/schedules/errors.ts'
import { INSTALL_KINDS, type InstallKind, markerOf, unitFiles, unitName } from '../../app/schedules/unit-files.ts'
import { LongshoreError } from '../../base/longshore-error.ts'
import { didYouMean } from '../../base/nearest-name.ts'
import type { Composition } from '../composition.ts'
import { refused, refusedAll } from '../runs/answer.ts'
import { projectSchedules } from './project-schedules.ts'

export interface InstallFlags {
  readonly kind?: string
  readonly folder?: string
  readonly user?: string
  readonly yes?: boolean
}

/** Shows the files that have the schedules looked after, and writes them where that is asked for. */
export async function installSchedules(flags: InstallFlags, composition: Composition): Promise<number> {
  const { io, program, putTextFile } = composition
  const kind = INSTALL_KINDS.find((each) => each === (flags.kind ?? 'daemon'))
  if (kind === undefined) return refused(wrongKind(flags.kind ?? ''), io)
  const project = await projectSchedules(io)
  if (!project.ok) return refusedAll(project.error, io)
  const { projectFile, schedules } = project.value
  const isUsers = kind !== 'crontab' && !isRoot() && flags.folder === undefined
  const state = io.env.XDG_STATE_HOME
  const files = unitFiles(kind, {
    projectFile,
    schedules: schedules.map(({ name }) => name),
    program,
    environment: state === undefined ? {} : { XDG_STATE_HOME: state },
    ...(flags.user === undefined ? {} : { user: flags.user }),
    isUsers,
  })
  const folder = folderOf(kind, flags, composition)
  for (const { name, text } of files) io.stdout(`--- ${join(folder, name)}\n${text}\n`)
  if (flags.yes !== true) {
    io.stdout('Nothing is written. Once more with --yes writes it.\n')
    return 0
  }
  for (const { name } of files) {
    const path = join(folder, name)
    const there = await readFile(path, 'utf8').catch(() => undefined)
    if (there !== undefined && !there.startsWith(markerOf(projectFile))) return refused(foreignUnit(path), io)
  }
  for (const { name, text } of files) {
    const put = await putTextFile(join(folder, name), text)
    if (!put.ok) return refused(put.error, io)
  }
  io.stdout(
    `Written. ${nextStep(
      kind,
      files.map(({ name }) => name),
      isUsers,
    )}\n`,
  )
  return 0
}

/** Shows the files of the project that an installation left, and removes them where that is asked for. */
export async function uninstallSchedules(flags: InstallFlags, composition: Composition): Promise<number> {
  const { io } = composition
  const project = await projectSchedules(io)
  if (!project.ok) return refusedAll(project.error, io)
  const { projectFile } = project.value
  const folders = new Set(INSTALL_KINDS.map((kind) => folderOf(kind, flags, composition)))
  const found: string[] = []
  for (const folder of folders) {
    for (const name of await readdir(folder).catch(() => [])) {
      const path = join(folder, name)
      if (!name.startsWith(unitName(projectFile))) continue
      const text = await readFile(path, 'utf8').catch(() => '')
      if (text.startsWith(markerOf(projectFile))) found.push(path)
    }
  }
  if (found.length === 0) {
    io.stdout('Nothing is installed for this project.\n')
    return 0
  }
  for (const path of found) io.stdout(`${path}\n`)
  const units = found.flatMap((path) => /([^/]+\.(?:service|timer))$/.exec(path)?.[1] ?? [])
  const stop = units.length === 0 ? '' : ` Stop them first: systemctl disable --now ${units.join(' ')}`
  if (flags.yes !== true) {
    io.stdout(`Nothing is removed. Once more with --yes removes them.${stop}\n`)
    return 0
  }
  for (const path of found) {
    try {
      await rm(path)
    } catch (cause) {
      return refused(unwritableUnit(path, cause), io)
    }
  }
  io.stdout(`Removed.${units.length === 0 ? '' : ' Then: systemctl daemon-reload'}\n`)
  return 0
}

function nextStep(kind: InstallKind, names: readonly string[], isUsers: boolean): string {
  if (kind === 'crontab') return 'cron reads it within a minute.'
  const systemctl = isUsers ? 'systemctl --user' : 'systemctl'
  const started = names.filter((name) => kind === 'daemon' || name.endsWith('.timer'))
  return `Then: ${systemctl} daemon-reload && ${systemctl} enable --now ${started.join(' ')}`
}

function folderOf(kind: InstallKind, { folder }: InstallFlags, { io }: Composition): string {
  if (folder !== undefined) return resolve(io.cwd, folder)
  if (kind === 'crontab') return '/etc/cron.d'
  return isRoot() ? '/etc/systemd/system' : join(io.home, '.config/systemd/user')
}

function isRoot(): boolean {
  return process.getuid?.() === 0
}

function wrongKind(kind: string): LongshoreError {
  return new LongshoreError('USAGE_INVALID', `--kind ${kind}: there is none${didYouMean(kind, INSTALL_KINDS)}`, {
    hint: `Kinds are: ${INSTALL_KINDS.join(', ')}`,
  })
}
