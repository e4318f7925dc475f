import type { Command } from 'commander'
import type { Composition } from '../composition.ts'
import type { InstallFlags } from '../schedule/install-schedules.ts'
import type { RunSchedulesFlags } from '../schedule/run-schedules.ts'
import type { RunsFlags } from './runs.ts'

/** `longshore schedule`: work of longshore.yml that is done again and again. */
export function addScheduleCommand(program: Command, composition: Composition, exit: (code: number) => void): void {
  const schedule = program.command('schedule').description('work that is done again and again, as longshore.yml says')
  schedule
    .command('list')
    .description('when each schedule runs next, how it went last, and what was missed')
    .option('--output <format>', 'default or json')
    .action(async (flags: RunsFlags) => {
      const { listSchedules } = await import('../schedule/list-schedules.ts')
      exit(await listSchedules(flags, composition))
    })
  schedule
    .command('run')
    .description('run a schedule now, or those whose time has come')
    .argument('[name...]', 'of longshore.yml')
    .option('--due', 'only those whose time has come; all schedules where none is named')
    .option('--output <kind>', 'default, ansible, json or quiet')
    .action(async (names: readonly string[], flags: RunSchedulesFlags) => {
      if (names.length === 0 && flags.due !== true) {
        schedule.error("error: missing required argument 'name', or --due for those whose time has come")
      }
      const { runSchedules } = await import('../schedule/run-schedules.ts')
      exit(await runSchedules(names, flags, composition))
    })
  schedule
    .command('daemon')
    .description('look after the schedules until told to stop')
    .action(async () => {
      const { scheduleDaemon } = await import('../schedule/schedule-daemon.ts')
      exit(await scheduleDaemon(composition))
    })
  schedule
    .command('install')
    .description('show, and with --yes write, what has the schedules looked after by systemd or cron')
    .option(
      '--kind <kind>',
      'daemon: one service; timers: a systemd timer a schedule; crontab: lines for cron',
      'daemon',
    )
    .option('--folder <folder>', 'where it is written (default: that of systemd or cron)')
    .option('--user <name>', 'run as this user')
    .option('--yes', 'write it')
    .action(async (flags: InstallFlags) => {
      const { installSchedules } = await import('../schedule/install-schedules.ts')
      exit(await installSchedules(flags, composition))
    })
  schedule
    .command('uninstall')
    .description('show, and with --yes remove, what install wrote')
    .option('--folder <folder>', 'where it is (default: those of systemd and cron)')
    .option('--yes', 'remove it')
    .action(async (flags: InstallFlags) => {
      const { uninstallSchedules } = await import('../schedule/install-schedules.ts')
      exit(await uninstallSchedules(flags, composition))
    })
  schedule
    .command('pin')
    .description('keep what schedules come to now; list and run tell when hosts or playbooks have moved')
    .argument('[name...]', 'of longshore.yml; all where none is given')
    .action(async (names: readonly string[]) => {
      const { pinSchedules } = await import('../schedule/pin-schedules.ts')
      exit(await pinSchedules(names, composition))
    })
}
