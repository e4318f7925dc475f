import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { ORACLE_COMMANDS, timeless } from './commands.ts'

/** Runs ansible-core and keeps what it printed but for help texts: `node test/cli/oracle/record.ts`, with Debian's ansible-core installed. */
const recorded = ORACLE_COMMANDS.map(({ program, args, env = {} }) => {
  const { stdout, status } = spawnSync(program, args, {
    cwd: import.meta.dirname,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: '/nonexistent', LANG: 'C.UTF-8', ANSIBLE_LOCAL_TEMP: '/tmp', ...env },
  })
  const printed = stdout.startsWith('usage:') ? '' : timeless(stdout)
  return { program, args, env, stdout: printed, exitCode: status }
})
writeFileSync(new URL('recorded.json', import.meta.url), `${JSON.stringify(recorded, null, 2)}\n`)
