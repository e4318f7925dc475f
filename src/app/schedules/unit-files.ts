import { basename, dirname } from 'node:path'

export const INSTALL_KINDS = ['daemon', 'timers', 'crontab'] as const
export type InstallKind = (typeof INSTALL_KINDS)[number]

/** How Longshore is started for a project. */
export interface Installation {
  /** Absolute. */
  readonly projectFile: string
  readonly schedules: readonly string[]
  /** The words that start Longshore. */
  readonly program: readonly string[]
  /** Variables that decide where state is kept. */
  readonly environment: Readonly<Record<string, string>>
  /** The user that it runs as; absent: root, or the user of a user's own systemd. */
  readonly user?: string
  /** The units are those of a user's own systemd. */
  readonly isUsers: boolean
}

export interface UnitFile {
  readonly name: string
  readonly text: string
}

/** The files that have the schedules looked after: one service, or a timer a schedule, or lines for cron. */
export function unitFiles(kind: InstallKind, installation: Installation): readonly UnitFile[] {
  if (kind === 'daemon') return [daemonUnit(installation)]
  if (kind === 'crontab') return [crontab(installation)]
  return installation.schedules.flatMap((schedule) => timerUnits(schedule, installation))
}

/** The first line of every file that is written: only what has it is replaced or removed. */
export function markerOf(projectFile: string): string {
  return `# Written by longshore schedule install for ${projectFile}\n`
}

/** What all files of a project are called, but for what comes after it. */
export function unitName(projectFile: string): string {
  return `longshore-${basename(dirname(projectFile)).replaceAll(/[^A-Za-z0-9_-]/g, '_') || 'root'}`
}

/**
 * Nothing longer than WatchdogSec without a word, and systemd starts it anew. A word comes from the program
 * systemd-notify, a child: hence NotifyAccess. What runs may end first when it is stopped.
 */
function daemonUnit(installation: Installation): UnitFile {
  const { projectFile, isUsers } = installation
  return {
    name: `${unitName(projectFile)}.service`,
    text: `${markerOf(projectFile)}[Unit]
Description=Longshore schedules of ${inUnit(dirname(projectFile))}
Wants=network-online.target
After=network-online.target

[Service]
Type=notify
NotifyAccess=all
WatchdogSec=3min
${processLines(installation)}ExecStart=${commandOf(installation, ['schedule', 'daemon'])}
Restart=on-failure
RestartSec=10s
KillMode=mixed
TimeoutStopSec=30min

[Install]
WantedBy=${isUsers ? 'default.target' : 'multi-user.target'}
`,
  }
}

/** Looks every minute: when a schedule is due in which time zone, with which windows, is decided in one place. */
function timerUnits(schedule: string, installation: Installation): readonly UnitFile[] {
  const { projectFile } = installation
  const name = `${unitName(projectFile)}-${schedule}`
  const description = `Description=Longshore schedule ${schedule} of ${inUnit(dirname(projectFile))}`
  return [
    {
      name: `${name}.service`,
      text: `${markerOf(projectFile)}[Unit]
${description}
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
${processLines(installation)}ExecStart=${commandOf(installation, ['schedule', 'run', schedule, '--due', '--output', 'quiet'])}
KillMode=mixed
TimeoutStopSec=30min
`,
    },
    {
      name: `${name}.timer`,
      text: `${markerOf(projectFile)}[Unit]
${description}

[Timer]
OnCalendar=minutely
AccuracySec=1s

[Install]
WantedBy=timers.target
`,
    },
  ]
}

function processLines({ projectFile, environment, user }: Installation): string {
  const variables = Object.entries(environment).map(([name, value]) => `Environment=${quoted(`${name}=${value}`)}\n`)
  return [
    ...(user === undefined ? [] : [`User=${inUnit(user)}\n`]),
    `WorkingDirectory=${inUnit(dirname(projectFile))}\n`,
    ...variables,
  ].join('')
}

function commandOf({ program }: Installation, words: readonly string[]): string {
  return [...program, ...words].map((word) => quoted(word.replaceAll('$', () => '$$'))).join(' ')
}

/** systemd.syntax(7): `%` means something everywhere; `$` in commands alone. */
function quoted(word: string): string {
  const plain = inUnit(word).replaceAll('\\', '\\\\').replaceAll('"', '\\"')
  return /^[A-Za-z0-9_\-./:=@%+,]+$/.test(plain) ? plain : `"${plain}"`
}

function inUnit(text: string): string {
  return text.replaceAll('%', '%%')
}

/** crontab(5): `%` ends a command. Files of /etc/cron.d have a user in each line. */
function crontab(installation: Installation): UnitFile {
  const { projectFile, schedules, program, environment, user = 'root' } = installation
  const lines = schedules.map((schedule) => {
    const words = [...program, 'schedule', 'run', schedule, '--due', '--output', 'quiet']
    const command = `cd ${inShell(dirname(projectFile))} && exec ${words.map(inShell).join(' ')}`
    return `* * * * * ${user} ${command.replaceAll('%', '\\%')}\n`
  })
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}\n`)
  return { name: unitName(projectFile), text: [markerOf(projectFile), ...variables, ...lines].join('') }
}

function inShell(word: string): string {
  return /^[A-Za-z0-9_\-./:=@+,]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
