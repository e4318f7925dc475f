import type { Command } from 'commander'
import type { Composition } from '../composition.ts'

/** `longshore metrics`: schedules, drift and backups for Prometheus. */
export function addMetricsCommand(program: Command, composition: Composition, exit: (code: number) => void): void {
  program
    .command('metrics')
    .description('what is known of schedules, drift and backups, in the text format of Prometheus')
    .option('--textfile <file>', 'write it there, whole at once, for the textfile collector of node_exporter')
    .action(async (flags: { readonly textfile?: string }) => {
      const { metricsCommand } = await import('../metrics/metrics-command.ts')
      exit(await metricsCommand(flags, composition))
    })
}
