import { shell } from '../../model/remote-command.ts'
import { argsObject, numberArg, textArg, textListArg } from '../arg-types.ts'
import { defineModule } from '../define-module.ts'

const args = argsObject(() => ({
  boot_time_command: textArg()
    .default('cat /proc/sys/kernel/random/boot_id')
    .describe('Prints something else after each boot'),
  connect_timeout: numberArg().default(5).describe('Seconds for one attempt to connect'),
  msg: textArg().default('Reboot initiated by Ansible').describe('What users of the host are told'),
  post_reboot_delay: numberArg().default(0).describe('Seconds after the command before the first attempt'),
  pre_reboot_delay: numberArg().default(0).describe('Seconds that shutdown waits: whole minutes of it count'),
  reboot_command: textArg().optional().describe('Runs instead of shutdown'),
  reboot_timeout: numberArg().default(600).describe('Seconds for each of the two waits: for the boot and for the test'),
  search_paths: textListArg()
    .default(['/sbin', '/bin', '/usr/sbin', '/usr/bin', '/usr/local/sbin'])
    .describe('Where shutdown is looked for'),
  test_command: textArg().default('whoami').describe('Succeeds once the host is up'),
}))

/** Restarts the host and waits until it is back. */
export const reboot = defineModule({
  name: 'reboot',
  isAction: true,
  summary: 'Restart the host and wait until it is back',
  foreground: true,
  args,
  returns: {
    rebooted: 'Whether it was restarted',
    elapsed: 'Seconds until it was back',
  },
  facts: () => ({}),
  plan: () => ({ kind: 'in-desired-state' }),
  lineWork: (given) => {
    const minutes = String(Math.floor(given.pre_reboot_delay / 60))
    return {
      kind: 'reboot',
      reboot: {
        bootId: shell(RUN_TEXT, given.boot_time_command),
        restart: shell(RESTART, given.reboot_command ?? '', minutes, given.msg, ...given.search_paths),
        test: shell(RUN_TEXT, given.test_command),
        wait: {
          delayMs: given.post_reboot_delay * 1000,
          timeoutMs: given.reboot_timeout * 1000,
          sleepMs: 1000,
          connectTimeoutMs: given.connect_timeout * 1000,
        },
      },
    }
  },
})

const RUN_TEXT = `
text=$1; set --
eval "$text"
`

const RESTART = `
command=$1 minutes=$2 message=$3; shift 3
if [ -n "$command" ]; then set --; eval "$command"; exit; fi
for folder do
  if [ -x "$folder/shutdown" ]; then exec "$folder/shutdown" -r "$minutes" "$message"; fi
done
echo "there is no shutdown in $*" >&2; exit 1
`
