import { spawn } from 'node:child_process'
import ssh2 from 'ssh2'
import { generateKey } from '../src/sandbox/ssh/generate-key.ts'
import { serveSsh } from '../src/sandbox/ssh/serve-ssh.ts'

/**
 * A host on 127.0.0.1 for the runs before the snapshot: this machine's own `sh`, behind the SSH of the sandbox, with keys that
 * nobody has after that.
 */
export async function startWarmHost() {
  const [hostKey, userKey] = [generateKey(), generateKey()]
  const server = await serveSsh(HERE, hostKey.private, ssh2.utils.parseKey(userKey.public))
  return { ...server, user: 'root', hostKey: hostKey.public.trim(), userKey: userKey.private }
}

const HERE = {
  spawn: (line, environment) =>
    spawn('/bin/sh', ['-c', line], { stdio: 'pipe', detached: true, env: { ...process.env, ...environment } }),
}
