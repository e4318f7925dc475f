import { type Command, InvalidArgumentError, Option } from 'commander'
import { addVaultOptions } from '../vault-flags.ts'

/** The options of Ansible that `run` and `exec` share: which hosts, how to reach them, as whom to work. */
export function addConnectionOptions(command: Command): Command {
  return addVaultOptions(command)
    .option('-i, --inventory <source>', 'file, folder or a,b, list; may be given several times', collect)
    .option('-l, --limit <pattern>', 'only these hosts; @file reads patterns from a file', collect)
    .option('-e, --extra-vars <vars>', 'k=v, JSON, YAML or @file; they win over all others', collect)
    .option('-f, --forks <count>', 'hosts at work at once (default: what this machine can hold)')
    .option('-M, --module-path <folders>', 'look for modules in these folders first, with : between them', collect)
    .option('-C, --check', 'say what would change, and change nothing')
    .option('-D, --diff', 'show what changes in files')
    .option('-u, --user <name>', 'log in as this user')
    .option('--private-key <file>', 'log in with this key')
    .option('-c, --connection <type>', 'ssh or local')
    .option('-T, --timeout <duration>', 'bound on each attempt to connect (default: 10s)')
    .option('--ssh-common-args <args>', 'options of ssh, such as -o ProxyJump=HOST')
    .option('--ssh-extra-args <args>', 'more of them')
    .addOption(new Option('--sftp-extra-args <args>').hideHelp())
    .addOption(new Option('--scp-extra-args <args>').hideHelp())
    .option('-b, --become', 'run tasks as another user')
    .option('--become-user <name>', 'that user (default: root)')
    .option('--become-method <method>', 'how: sudo or su')
    .option('-K, --ask-become-pass', 'ask for the password of sudo or su')
    .option('-k, --ask-pass', 'ask for the login password')
    .addOption(fileInsteadOf('--become-password-file <file>', 'read that password from a file', 'askBecomePass'))
    .addOption(fileInsteadOf('--connection-password-file <file>', 'read the login password from a file', 'askPass'))
    .option('--list-hosts', 'print the hosts of each play and stop')
    .option('-v, --verbose', 'say more; up to -vvvvvv', (_value, count: number) => count + 1, 0)
}

/** What Ansible has no word for. */
export function addOwnOptions(command: Command): Command {
  return command
    .option('--output <kind>', 'default, ansible, json or quiet')
    .option('--host-key-checking <mode>', 'strict, accept-new or off')
    .option('--ssh-config <file>', 'read this instead of ~/.ssh/config')
    .option('--known-hosts <file>', 'read this instead of ~/.ssh/known_hosts')
    .option(
      '--shards <count>',
      'processes that hold SSH connections: auto (for a fleet, where there are cores), off or a number',
    )
    .option('--run-timeout <duration>', 'stop starting work after this long')
    .option('--lock <when>', 'lock hosts: auto (registry modules, transactions, rollouts), always or off')
    .option('--lock-wait <duration>', 'wait this long for a host that another run has locked')
}

export function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value]
}

/** For options that are passed on as text, once they are known to be one. */
export function wholeNumber(text: string): string {
  if (/^\s*[+-]?\d+\s*$/.test(text)) return text.trim()
  throw new InvalidArgumentError('It is no whole number.')
}

function fileInsteadOf(flags: string, description: string, asking: string): Option {
  return new Option(flags, description).conflicts(asking)
}
