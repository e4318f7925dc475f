import { spawn } from 'node:child_process'

export interface GitOutput {
  readonly code: number
  readonly stdout: Buffer
  readonly stderr: string
}

export interface GitOptions {
  readonly input?: Buffer | string
  /** Talks to a remote: with the user's own configuration, which says how (proxies, credential helpers). */
  readonly network?: boolean
  readonly signal?: AbortSignal
}

/**
 * Hooks, signatures, editors, pagers and what else a configuration may bring are off, so that a backup is the same whoever
 * makes it. Everything is synced to the disk before a ref says that it is there.
 */
const SETTINGS = [
  'core.hooksPath=/dev/null',
  'commit.gpgSign=false',
  'push.gpgSign=false',
  'core.fsync=all',
  'core.fsmonitor=false',
  'core.quotePath=false',
  'gc.auto=0',
  'gc.autoDetach=false',
  'maintenance.auto=false',
  'protocol.ext.allow=never',
].flatMap((setting) => ['-c', setting])

/** How long a remote may stay silent. */
const NETWORK_TIMEOUT_MS = 120_000

/** One command of git in a bare repository. The environment of the operator's own git (GIT_DIR, GIT_INDEX_FILE ...) stays out. */
export function git(folder: string, args: readonly string[], options: GitOptions = {}): Promise<GitOutput> {
  const child = spawn('git', [`--git-dir=${folder}`, ...SETTINGS, ...args], {
    env: environment(options.network === true),
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(options.network === true && { timeout: NETWORK_TIMEOUT_MS }),
    ...(options.signal !== undefined && { signal: options.signal }),
  })
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
  child.stdin.on('error', () => undefined)
  child.stdin.end(options.input ?? '')
  return new Promise((resolve) => {
    const end = (code: number, more = '') => {
      const said = Buffer.concat(stderr).toString('utf8')
      resolve({ code, stdout: Buffer.concat(stdout), stderr: `${said}${more}` })
    }
    child.on('error', (error) => end(127, error.message))
    child.on('close', (code, signal) => end(code ?? 128, signal === null ? '' : `ended by ${signal}`))
  })
}

function environment(network: boolean): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_') || (network && SSH.has(name)))
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    ...(network ? { GIT_SSH_COMMAND: process.env['GIT_SSH_COMMAND'] ?? 'ssh -o BatchMode=yes' } : WITHOUT_USER),
  }
}

const SSH: ReadonlySet<string> = new Set(['GIT_SSH', 'GIT_SSH_COMMAND', 'GIT_SSH_VARIANT', 'GIT_ASKPASS'])

const WITHOUT_USER = { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' }
