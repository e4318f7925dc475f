import { Option, type Command } from 'commander'
import type { Composition } from '../composition.ts'
import { collect } from './shared-options.ts'

export interface LintFlags {
  readonly runtime?: readonly string[]
  readonly as?: string
  readonly flags?: string
  readonly unit?: readonly string[]
  readonly environmentFile?: readonly string[]
  readonly output?: string
}

/** `longshore lint`: what the runtimes will make of configuration files, without any host. */
export function addLintCommand(program: Command, composition: Composition, exit: (code: number) => void): void {
  program
    .command('lint')
    .description(
      'judge daemon.json, config.toml, hosts.toml, registries.yaml, registries.conf, playbooks and inventories',
    )
    .argument('<path...>', 'files, or folders to look for them in')
    .option('--runtime <name=version>', 'for this version: docker=26.1.5; may be given several times', collect)
    .addOption(
      new Option('--as <kind>', 'what the files are, whatever their names').choices([
        'daemon.json',
        'config.toml',
        'hosts.toml',
        'registries.yaml',
        'registries.conf',
        'playbook',
        'inventory',
      ]),
    )
    .option('--flags <words>', "dockerd's flags, for conflicts with daemon.json: '-H fd://'")
    .option('--unit <file>', 'read them from docker.service, then from each drop-in', collect)
    .option('--environment-file <file>', "the unit's EnvironmentFile, such as /etc/default/docker", collect)
    .addOption(new Option('--output <kind>', 'text, or json for programs').choices(['text', 'json']).default('text'))
    .action(async (paths: readonly string[], flags: LintFlags) => {
      const { lintCommand } = await import('../lint-command.ts')
      exit(await lintCommand(paths, flags, composition))
    })
}
