import { spawn } from 'node:child_process'
import ssh2 from 'ssh2'

const USER = 'warm-up'

/**
 * A host on 127.0.0.1 for the runs before the snapshot: this machine's own `sh`, behind SSH, with keys that nobody has after
 * that.
 */
export async function startWarmHost() {
  const [hostKey, userKey] = [newKey(), newKey()]
  const server = new ssh2.Server({ hostKeys: [hostKey.private] }, (connection) => {
    connection.on('error', () => undefined)
    connection.on('authentication', (asked) => (isAllowed(asked, userKey.public) ? asked.accept() : asked.reject()))
    connection.on('session', (accept) =>
      accept().on('exec', (welcome, _reject, { command }) => serve(welcome(), command)),
    )
  })
  await new Promise((resolve, reject) => server.on('error', reject).listen(0, '127.0.0.1', resolve))
  return {
    user: USER,
    port: server.address().port,
    hostKey: hostKey.public.trim(),
    userKey: userKey.private,
    close: () => server.close(),
  }
}

/** One in some hundreds that ssh2 makes cannot be read by ssh2 itself. */
function newKey() {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519')
    if (!(ssh2.utils.parseKey(pair.private) instanceof Error)) return pair
  }
}

function isAllowed({ method, username, key, signature, blob }, publicKey) {
  if (method !== 'publickey' || username !== USER) return false
  const allowed = ssh2.utils.parseKey(publicKey)
  if (!key.data.equals(allowed.getPublicSSH())) return false
  return signature === undefined || allowed.verify(blob, signature) === true
}

function serve(channel, command) {
  const child = spawn('/bin/sh', ['-c', command], { stdio: 'pipe' })
  channel.on('error', () => undefined)
  channel.pipe(child.stdin.on('error', () => undefined))
  child.stdout.pipe(channel, { end: false })
  child.stderr.pipe(channel.stderr, { end: false })
  child.on('close', (code) => {
    channel.exit(code ?? 255)
    channel.end()
  })
}
