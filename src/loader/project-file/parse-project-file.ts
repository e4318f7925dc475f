import { dirname } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { BackupSettings } from '../../model/backup-settings.ts'
import type { NotificationTarget } from '../../model/notification.ts'
import type { Schedule } from '../../model/schedule/schedule.ts'
import { parseYaml } from '../yaml/parse-yaml.ts'
import { describeNode, toNative, type YamlEntry } from '../yaml/yaml-node.ts'
import { absolutePath } from './absolute-path.ts'
import { projectFileNotMap, settingInvalid, settingNotSupportedYet, unknownSetting } from './errors.ts'
import { readBackups } from './read-backups.ts'
import { readNotifications } from './read-notifications.ts'
import { readSchedules } from './read-schedules.ts'
import { PATH_SETTINGS, SETTING_NAMES, SETTING_VALUES, type SettingName, type SettingValues } from './setting-values.ts'

export interface ProjectFile {
  /** Absolute. */
  readonly path: string
  /** Paths are absolute: what is relative in the file is so to its folder. */
  readonly settings: SettingValues
  readonly backups?: BackupSettings
  /** Absent: none. */
  readonly schedules?: readonly Schedule[]
  readonly notifications?: readonly NotificationTarget[]
}

/** Settings of a longshore.yml that a later version will know. */
const NOT_YET = ['web']

/** Every problem of the file, each with its place. `home` stands for `~`. An empty file sets nothing. */
export function parseProjectFile(
  text: string,
  path: string,
  home: string,
): Result<ProjectFile, readonly LongshoreError[]> {
  const root = parseYaml(text, path, 'PROJECT_FILE_INVALID')
  if (!root.ok) return root
  if (root.value.kind === 'scalar' && root.value.value === null) return ok({ path, settings: {} })
  if (root.value.kind !== 'map') return err([projectFileNotMap(describeNode(root.value), root.value.at)])

  const settings: Record<string, unknown> = {}
  const problems: LongshoreError[] = []
  let backups: BackupSettings | undefined
  let schedules: readonly Schedule[] | undefined
  let notifications: readonly NotificationTarget[] | undefined
  for (const entry of root.value.entries) {
    if (entry.key === 'backups') {
      const read = readBackups(entry.value, { path, home })
      if (read.ok) backups = read.value
      else problems.push(...read.error)
      continue
    }
    if (entry.key === 'schedules') {
      const read = readSchedules(entry.value, { path, home })
      if (read.ok) schedules = read.value
      else problems.push(...read.error)
      continue
    }
    if (entry.key === 'notifications') {
      const read = readNotifications(entry.value)
      if (read.ok) notifications = read.value
      else problems.push(...read.error)
      continue
    }
    const value = settingOf(entry)
    if (value.ok) settings[entry.key] = value.value
    else problems.push(value.error)
  }
  if (problems.length > 0) return err(problems)
  return ok({
    path,
    settings: withAbsolutePaths(settings as SettingValues, dirname(path), home),
    ...(backups === undefined ? {} : { backups }),
    ...(schedules === undefined ? {} : { schedules }),
    ...(notifications === undefined ? {} : { notifications }),
  })
}

function settingOf({ key, keyAt, value }: YamlEntry): Result<unknown, LongshoreError> {
  if (NOT_YET.includes(key)) return err(settingNotSupportedYet(key, keyAt))
  if (!isSettingName(key))
    return err(unknownSetting(key, [...SETTING_NAMES, 'backups', 'schedules', 'notifications'], keyAt))
  const parsed = SETTING_VALUES[key].safeParse(toNative(value))
  if (parsed.success) return ok(parsed.data)
  return err(settingInvalid(key, parsed.error.issues.map((issue) => issue.message).join('; '), value.at))
}

function isSettingName(key: string): key is SettingName {
  return Object.hasOwn(SETTING_VALUES, key)
}

function withAbsolutePaths(settings: SettingValues, folder: string, home: string): SettingValues {
  const absolute: Record<string, unknown> = { ...settings }
  for (const name of PATH_SETTINGS) {
    const path = settings[name]
    if (path !== undefined) absolute[name] = absolutePath(path, folder, home)
  }
  if (settings.inventory !== undefined) {
    absolute.inventory = settings.inventory.map((given) =>
      given.includes(',') ? given : absolutePath(given, folder, home),
    )
  }
  return absolute
}
