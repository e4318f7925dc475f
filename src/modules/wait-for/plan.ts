import { stderrText, stdoutText, type CommandOutput } from '../../model/command-output.ts'
import type { LongshoreError } from '../../base/longshore-error.ts'
import type { Conclusion, Plan } from '../../model/plan.ts'
import { shell } from '../../model/remote-command.ts'
import type { Vars } from '../../model/vars.ts'
import { pythonRegex } from '../module-utils/python-regex.ts'
import type { WaitArgs } from './index.ts'
import {
  drainedNeedsPort,
  excludeNeedsDrained,
  noWayToConnect,
  onlyForPorts,
  pathAndPort,
  timedOut,
  unknownState,
  waitBroke,
} from './errors.ts'
import { WAIT_EXIT, WAIT_SCRIPT } from './wait-script.ts'

/** Connection states by the numbers of /proc/net/tcp (include/net/tcp_states.h). */
const TCP_STATES: Readonly<Record<string, string>> = {
  ESTABLISHED: '01',
  SYN_SENT: '02',
  SYN_RECV: '03',
  FIN_WAIT1: '04',
  FIN_WAIT2: '05',
  TIME_WAIT: '06',
}

/** One step that polls on the host until the answer or the deadline; nothing on the host changes. */
export function planWait(args: WaitArgs, checkMode: boolean): Plan {
  const problem = problemWith(args)
  if (problem !== undefined) return { kind: 'impossible', error: problem, values: { elapsed: 0 } }
  if (checkMode) {
    const reason = 'remote module (wait_for) does not support check mode'
    return { kind: 'skip', reason, values: { msg: reason } }
  }
  return {
    kind: 'change',
    steps: [
      {
        summary: `wait for ${targetOf(args)}`,
        run: { ...shell(WAIT_SCRIPT, ...wordsOf(args)), tolerant: true },
      },
    ],
    conclude: ([output]) => (output === undefined ? { changed: false } : conclude(args, output)),
  }
}

function problemWith(args: WaitArgs): LongshoreError | undefined {
  if (args.port !== undefined && args.path !== undefined) return pathAndPort()
  const unknown = args.active_connection_states.find((state) => TCP_STATES[state] === undefined)
  if (unknown !== undefined) return unknownState(unknown, Object.keys(TCP_STATES))
  if (args.exclude_hosts !== undefined && args.state !== 'drained') return excludeNeedsDrained()
  const forPorts = args.state === 'stopped' || args.state === 'drained'
  if (forPorts && args.path !== undefined) return onlyForPorts(args.state)
  return args.state === 'drained' && args.port === undefined ? drainedNeedsPort() : undefined
}

function targetOf(args: WaitArgs): string {
  if (args.path !== undefined) return `${args.path} to be ${args.state}`
  return args.port === undefined ? `${args.timeout} seconds` : `${args.host}:${args.port} to be ${args.state}`
}

function wordsOf(args: WaitArgs): readonly string[] {
  const what =
    args.state === 'drained' ? 'drained' : args.path !== undefined ? 'path' : args.port === undefined ? 'time' : 'port'
  return [
    what,
    args.state,
    args.host,
    args.port === undefined ? '' : String(args.port),
    args.path ?? '',
    args.search_regex ?? '',
    ...[args.timeout, args.delay, args.sleep, args.connect_timeout].map(String),
    args.active_connection_states.map((state) => TCP_STATES[state] ?? '').join(' '),
    (args.exclude_hosts ?? []).map(hexAddress).join(' '),
    plainRegex(args.search_regex ?? ''),
  ]
}

/** For grep -E: digits, blanks and words written out, groups without names. */
function plainRegex(regex: string): string {
  return regex
    .replaceAll('\\d', '[0-9]')
    .replaceAll('\\s', '[[:space:]]')
    .replaceAll(/\(\?P<\w+>|\(\?:/g, '(')
}

/** An IPv4 address as /proc/net/tcp of a little-endian host writes it. */
function hexAddress(address: string): string {
  const bytes = address.split('.').map((part) => Number(part).toString(16).padStart(2, '0'))
  return bytes.reverse().join('').toUpperCase()
}

function conclude(args: WaitArgs, output: CommandOutput): Conclusion {
  const [elapsed = '0', attributes = '', matched] = stdoutText(output).split('\n')
  const values = {
    elapsed: Number(elapsed),
    port: args.port ?? null,
    path: args.path ?? null,
    search_regex: args.search_regex ?? null,
    state: args.state,
    ...attributesOf(attributes),
  }
  if (output.exitCode === 0) return { changed: false, values: { ...values, ...groupsOf(args, matched) } }
  const error = errorOf(args, output)
  return { changed: false, values: { elapsed: values.elapsed, msg: error.message }, failed: error }
}

/** What is at the path, as Ansible's modules add it to what they return. */
function attributesOf(line: string): Vars {
  const [mode = '', uid, gid, owner, group, size, type] = line.split('|')
  if (type === undefined) return {}
  const state = type === 'directory' ? 'directory' : 'file'
  return { mode: mode.padStart(4, '0'), uid: Number(uid), gid: Number(gid), owner, group, size: Number(size), state }
}

/** The groups of the match. */
function groupsOf(args: WaitArgs, matched: string | undefined) {
  const none = { match_groups: [] as readonly string[], match_groupdict: {} as Readonly<Record<string, string>> }
  if (args.search_regex === undefined || matched === undefined) return none
  const regexp = pythonRegex(args.search_regex, { multiline: true })
  const match = regexp.ok ? regexp.value.exec(matched) : null
  return match === null ? none : { match_groups: match.slice(1), match_groupdict: { ...match.groups } }
}

function errorOf(args: WaitArgs, output: CommandOutput): LongshoreError {
  if (output.exitCode === WAIT_EXIT.noWay) return noWayToConnect()
  if (output.exitCode === WAIT_EXIT.timedOut) return timedOut(args.msg ?? timeoutText(args))
  return waitBroke(stderrText(output).trim() || `exit code ${output.exitCode}`)
}

/** Ansible's words. */
function timeoutText(args: WaitArgs): string {
  const at = args.path ?? `${args.host}:${args.port ?? ''}`
  if (args.state === 'drained') return `Timeout when waiting for ${at} to drain`
  if (args.state === 'absent' || args.state === 'stopped') {
    return args.path === undefined
      ? `Timeout when waiting for ${at} to stop.`
      : `Timeout when waiting for ${at} to be absent.`
  }
  if (args.search_regex !== undefined) return `Timeout when waiting for search string ${args.search_regex} in ${at}`
  return args.path === undefined ? `Timeout when waiting for ${at}` : `Timeout when waiting for file ${at}`
}
