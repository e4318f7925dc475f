import type { Secret } from '../base/secret.ts'

/**
 * One thing done to a host, as data: it can be printed, compared, stored and replayed. Words stay separate; only the
 * adapters quote shell. A command's output is its `CommandOutput`, whatever its kind.
 */
export type RemoteCommand = PlainCommand | DetachCommand | RecordCommand

/** What is over when it has answered. */
export type PlainCommand = ExecCommand | ShellCommand | WriteCommand | ReadCommand | MoveCommand | RemoveCommand

interface Common {
  /** Go on with the commands after this one when it fails: its exit code is the answer. Default: stop there. */
  readonly tolerant?: boolean
}

/** Runs a program. A secret word makes no sense here (argv is public); secrets go in through `stdin`. */
export interface ExecCommand extends Common {
  readonly kind: 'exec'
  readonly argv: readonly string[]
  readonly stdin?: string | Secret
  /** Working directory; the command fails where it does not exist. */
  readonly cwd?: string
}

/**
 * Runs POSIX sh text written by us, in a subshell of the program itself (no extra process, nothing in argv). `args`
 * become $1, $2 ...: data never goes into `script`.
 */
export interface ShellCommand extends Common {
  readonly kind: 'shell'
  readonly script: string
  readonly args?: readonly string[]
  readonly stdin?: string | Secret
  /**
   * What the script prints by calling `ls_content`, which starts no process. $ls_unused is then the name of a file that nobody
   * else has, or knows of before it is there.
   */
  readonly content?: string | Secret
  readonly cwd?: string
  /**
   * It may run in one shell with commands before and behind it: it succeeds by coming to its end, never by `exit`, and leaves
   * nothing but variables, functions and a umask, of which every such script sets what it needs. $ls_seen is the path of a
   * file, where one before has found its SHA-256, $ls_sum, and nothing was written since.
   */
  readonly sharesShell?: boolean
}

/**
 * Makes `path` hold exactly these bytes, atomically: a temporary file beside it, synced, then renamed over it. What is
 * not given is kept from the file that is there, else it is 0644 and the user's own. Never follows a symlink at `path`:
 * the caller passes the real path. On failure the old file is as it was and nothing is left behind.
 */
export interface WriteCommand extends Common {
  readonly kind: 'write'
  readonly path: string
  readonly content: string | Uint8Array | Secret
  /** Permission bits, such as 0o644. Absent: those of the file that is there, or 0o644. */
  readonly mode?: number
  /** Those that the file had when it was looked at: if they are to be kept, it is made with them. */
  readonly modeSeen?: number
  /** User and group, by name or number. */
  readonly owner?: string
  readonly group?: string
}

/** The bytes of a file on stdout. Exit 0; `NO_SUCH_FILE` where nothing is there; 1 with stderr where it cannot be read. */
export interface ReadCommand extends Common {
  readonly kind: 'read'
  readonly path: string
}

export interface MoveCommand extends Common {
  readonly kind: 'move'
  readonly from: string
  readonly to: string
}

/** Removes a file, or with `recursive` a tree. Nothing there is success. */
export interface RemoveCommand extends Common {
  readonly kind: 'remove'
  readonly path: string
  readonly recursive?: boolean
}

/**
 * Starts commands as a job of the host's own, which goes on when the line is gone, and does not wait for it. The
 * absolute path of the job's file is on stdout. The file is JSON: `{"started": 1, "finished": 0 ...}`, and with
 * `"finished": 1` at the end; `{"failed": true, "msg": "Timeout exceeded" ...}` once `seconds` are over, when what still
 * runs is killed. In the folder `FILE.parts` are `0.out`, `0.err` and `0.rc` of the first command and so on, complete by
 * then: nothing is written after it. Nobody but the user of the host can read any of it.
 */
export interface DetachCommand extends Common {
  readonly kind: 'detach'
  /** May begin with `~/`. It is made where it is not there. */
  readonly folder: string
  /** Name of the file; nobody else's. */
  readonly job: string
  readonly seconds: number
  readonly commands: readonly PlainCommand[]
}

/**
 * Runs sh text as `shell` does. `ls_content` prints a program that it may keep: run later as `sh FILE undo`, or `refresh`, it
 * performs those commands, goes on past one that fails, and then exits with 1. It holds the environment of now. The script is one
 * that may share a shell; where $ls_syncs is not empty, the write behind it syncs the folder $ls_sync before it changes a file.
 */
export interface RecordCommand extends Common {
  readonly kind: 'record'
  readonly script: string
  readonly args: readonly string[]
  readonly undo: readonly PlainCommand[]
  readonly refresh: readonly PlainCommand[]
}

/** Exit code of `read` for "there is no such file": absent and unreadable are different answers. */
export const NO_SUCH_FILE = 44

export function exec(...argv: readonly string[]): ExecCommand {
  return { kind: 'exec', argv }
}

export function shell(script: string, ...args: readonly string[]): ShellCommand {
  return { kind: 'shell', script, args }
}

export function sharedShell(script: string, ...args: readonly string[]): ShellCommand {
  return { ...shell(script, ...args), sharesShell: true }
}
