import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { execFileSync, spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SshConnectorDeps } from '../../../src/adapters/ssh/ssh-connector.ts'
import { Secret } from '../../../src/base/secret.ts'
import { stdoutText } from '../../../src/model/command-output.ts'
import { exec } from '../../../src/model/remote-command.ts'
import type { ConnectionTarget, Connector } from '../../../src/ports/connector.ts'
import { keygen, startSshd, type Sshd } from './sshd.ts'
import { bareEnvironment, failureOf, never, openOrThrow, target, targetOf } from './targets.ts'

/** What every way to open SSH connections promises of keys, logins and jump hosts, against real sshd. */
export function loginContract(connectorOf: (deps?: Partial<SshConnectorDeps>) => Connector): void {
  let sshd: Sshd
  let other: Sshd
  beforeAll(async () => {
    sshd = await startSshd()
    other = await startSshd({ hostKeys: ['ed25519'] })
  })
  afterAll(async () => {
    await sshd.stop()
    await other.stop()
  })

  const file = (name: string) => join(sshd.directory, name)
  const greets = async (connector: Connector, to: ConnectionTarget) => {
    const connection = await openOrThrow(connector, to)
    const ran = await connection.run([exec('printf', 'hello')], { signal: never })
    await connection.close()
    return ran.ok && stdoutText(ran.value[0]!) === 'hello'
  }
  const allow = (publicKeyFile: string) => appendFileSync(file('authorized'), execFileSync('cat', [publicKeyFile]))

  describe('host keys', () => {
    test('refuses a host that is not known, with its fingerprint and the next step', async () => {
      await writeFile(file('empty'), '')
      const error = await failureOf(connectorOf(), targetOf(sshd, { knownHostsFile: file('empty') }))
      const printed = execFileSync('ssh-keygen', ['-lf', `${sshd.hostKeyFile('ed25519')}.pub`], { encoding: 'utf8' })

      expect(error.code).toBe('HOST_KEY_UNKNOWN')
      expect(error.message).toBe(
        `the key of web-01 (127.0.0.1 port ${sshd.port}) is not known: ssh-ed25519 ${printed.split(' ')[1]}`,
      )
      expect(error.hint).toContain(`ssh-keyscan -p ${sshd.port} 127.0.0.1 >> ${file('empty')}`)
      expect(error.hint).toContain('--host-key-checking accept-new')
    })

    test('accepts a new host once and knows it from then on', async () => {
      const knownHostsFile = file('accepted')

      expect(await greets(connectorOf(), targetOf(sshd, { knownHostsFile, hostKeyChecking: 'accept-new' }))).toBe(true)
      expect(await greets(connectorOf(), targetOf(sshd, { knownHostsFile, hostKeyChecking: 'strict' }))).toBe(true)
      expect(await readFile(knownHostsFile, 'utf8')).toBe(sshd.knownHosts(['ed25519']))
    })

    test.each(['strict', 'accept-new'] as const)(
      'stops at a changed key, whatever the mode: %s',
      async (hostKeyChecking) => {
        await writeFile(file('changed'), `# c\n${other.knownHosts().replaceAll(`:${other.port}`, `:${sshd.port}`)}`)

        const error = await failureOf(
          connectorOf(),
          targetOf(sshd, { knownHostsFile: file('changed'), hostKeyChecking }),
        )

        expect(error.code).toBe('HOST_KEY_CHANGED')
        expect(error.message).toMatch(/it shows ssh-ed25519 SHA256:\S+, and \S+changed:2 has ssh-ed25519 SHA256:\S+$/)
        expect(error.hint).toContain(`ssh-keygen -R '[127.0.0.1]:${sshd.port}' -f ${file('changed')}`)
      },
    )

    test('goes on with a warning where checking is off', async () => {
      const warnings: string[] = []
      const connector = connectorOf({ onWarning: (warning) => warnings.push(warning) })

      expect(await greets(connector, targetOf(sshd, { knownHostsFile: file('changed'), hostKeyChecking: 'off' }))).toBe(
        true,
      )
      expect(warnings).toEqual([expect.stringMatching(/has changed.*host key checking is off, without the password$/)])
    })

    test('refuses a revoked key even where checking is off', async () => {
      await writeFile(file('revoked'), sshd.knownHosts().replace(/^\S+/gm, '@revoked *'))

      const error = await failureOf(
        connectorOf(),
        targetOf(sshd, { knownHostsFile: file('revoked'), hostKeyChecking: 'off' }),
      )

      expect(error).toMatchObject({
        code: 'HOST_KEY_REVOKED',
        message: expect.stringMatching(/revoked:1 marks as @revoked$/),
      })
    })

    test('says that certificates are not checked yet where only an authority is known', async () => {
      await writeFile(file('authority'), sshd.knownHosts(['ed25519']).replace(/^/, '@cert-authority '))

      const error = await failureOf(
        connectorOf(),
        targetOf(sshd, { knownHostsFile: file('authority'), hostKeyChecking: 'accept-new' }),
      )

      expect(error).toMatchObject({
        code: 'HOST_KEY_UNKNOWN',
        message: expect.stringMatching(/@cert-authority, \S+authority:1/),
      })
    })

    test('asks for the key type that is known, though the host prefers another', async () => {
      await writeFile(file('rsa-only'), sshd.knownHosts(['rsa']))

      expect(await greets(connectorOf(), targetOf(sshd, { knownHostsFile: file('rsa-only') }))).toBe(true)
    })
  })

  describe('logging in', () => {
    test.each<[string, (path: string) => void, string | undefined]>([
      [
        'an encrypted OpenSSH key',
        (path) => execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'phrase', '-f', path]),
        'phrase',
      ],
      ['an RSA key in PEM', (path) => keygen(path, 'rsa', '-m', 'PEM'), undefined],
      [
        'an encrypted RSA key in PEM',
        (path) => execFileSync('ssh-keygen', ['-q', '-t', 'rsa', '-m', 'PEM', '-N', 'phrase', '-f', path]),
        'phrase',
      ],
      ['an ECDSA key', (path) => keygen(path, 'ecdsa'), undefined],
      ['an RSA key in PKCS8', (path) => keygen(path, 'rsa', '-m', 'PKCS8'), undefined],
    ])('takes %s', async (_what, make, phrase) => {
      const path = file(`key-${Math.random().toString(36).slice(2)}`)
      make(path)
      allow(`${path}.pub`)
      const passphrase = phrase === undefined ? {} : { privateKeyPassphrase: new Secret(phrase) }

      expect(await greets(connectorOf(), targetOf(sshd, { privateKeyFile: path, ...passphrase }))).toBe(true)
    })

    test('takes an ed25519 key in PKCS8, encrypted too', async () => {
      const { privateKey } = generateKeyPairSync('ed25519')
      const path = file('pkcs8')
      await writeFile(
        path,
        privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'phrase' }),
        { mode: 0o600 },
      )
      const { fromPkcs8 } = await import('../../../src/adapters/ssh/auth/openssh-key.ts')
      await writeFile(file('converted'), fromPkcs8(await readFile(path, 'utf8'), 'phrase')!, { mode: 0o600 })
      await writeFile(file('converted.pub'), execFileSync('ssh-keygen', ['-y', '-f', file('converted')]))
      allow(file('converted.pub'))
      const privateKeyPassphrase = new Secret('phrase')

      expect(await greets(connectorOf(), targetOf(sshd, { privateKeyFile: path, privateKeyPassphrase }))).toBe(true)
    })

    test.each<[string, string, string | undefined, RegExp, RegExp]>([
      ['there is no key file', 'absent-key', undefined, /absent-key could not be read: ENOENT/, /--private-key/],
      [
        'a key is encrypted',
        'locked',
        undefined,
        /locked is encrypted, and no passphrase was given/,
        /ssh-add \S+locked/,
      ],
      [
        'the passphrase is wrong',
        'locked',
        'wrong',
        /the passphrase of the private key \S+locked is wrong/,
        /ssh-keygen -y -f/,
      ],
      ['the file is a public key', 'client.pub', undefined, /client.pub is a public key/, /without .pub/],
      [
        'the file is no key',
        'sshd_config',
        undefined,
        /sshd_config is in a format that cannot be read/,
        /ssh-keygen -p -f/,
      ],
    ])('says so when %s', async (_when, name, phrase, message, hint) => {
      if (!existsSync(file('locked')))
        execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'phrase', '-f', file('locked')])
      const passphrase = phrase === undefined ? {} : { privateKeyPassphrase: new Secret(phrase) }

      const error = await failureOf(connectorOf(), targetOf(sshd, { privateKeyFile: file(name), ...passphrase }))

      expect(error).toMatchObject({
        code: 'SSH_KEY_INVALID',
        message: expect.stringMatching(message),
        hint: expect.stringMatching(hint),
      })
    })

    test('lists what it tried when the host lets nobody in', async () => {
      keygen(file('stranger'), 'ed25519')

      const error = await failureOf(
        connectorOf(),
        targetOf(sshd, { privateKeyFile: file('stranger'), password: new Secret('hunter2') }),
      )

      expect(error.code).toBe('AUTH_FAILED')
      expect(error.message).toBe(
        `web-01 (127.0.0.1 port ${sshd.port}) did not let ${sshd.user} in: tried publickey; keys offered: ${file('stranger')}; the host takes: publickey`,
      )
      expect(JSON.stringify([error.message, error.hint])).not.toContain('hunter2')
    })

    test('uses an agent, and only the keys that are named where IdentitiesOnly says so', async () => {
      const agentSocket = file('agent')
      const agent = spawn('ssh-agent', ['-D', '-a', agentSocket], { stdio: 'ignore' })
      try {
        await untilExists(agentSocket)
        const names = ['s1', 's2', 's3', 's4', 's5', 's6', 's7']
        for (const name of names) keygen(file(name), 'ed25519')
        const add = (path: string) =>
          execFileSync('ssh-add', [path], { env: { ...process.env, SSH_AUTH_SOCK: agentSocket }, stdio: 'ignore' })
        for (const name of names) add(file(name))
        add(sshd.keyFile)
        const connector = connectorOf({ environment: { ...bareEnvironment, agentSocket } })
        const { privateKeyFile: _, ...anyKey } = targetOf(sshd)

        const tooMany = await failureOf(connector, anyKey)
        const named = await greets(connector, { ...anyKey, sshArgs: ['-o', 'IdentitiesOnly=yes', '-i', sshd.keyFile] })

        expect(tooMany).toMatchObject({
          code: 'AUTH_FAILED',
          message: expect.stringMatching(/3 of them|was not offered: sshd hangs up/),
        })
        expect(named).toBe(true)
      } finally {
        agent.kill()
      }
    })
  })

  describe('jump hosts', () => {
    test('goes through two of them, verifies each key and shares the bastion', async () => {
      await writeFile(file('all-known'), sshd.knownHosts() + other.knownHosts())
      appendFileSync(join(other.directory, 'authorized'), execFileSync('cat', [`${sshd.keyFile}.pub`]))
      const way = `${sshd.user}@127.0.0.1:${sshd.port},${other.user}@127.0.0.1:${other.port}`
      const to = targetOf(sshd, { knownHostsFile: file('all-known'), sshArgs: ['-J', way] })
      const connector = connectorOf()
      const loginsBefore = other.log().split('Accepted publickey').length

      const connections = await Promise.all([1, 2, 3].map(() => openOrThrow(connector, to)))
      const ran = await Promise.all(connections.map((each) => each.run([exec('true')], { signal: never })))
      await Promise.all(connections.map((each) => each.close()))

      expect(ran.map((each) => each.ok)).toEqual([true, true, true])
      expect(other.log().split('Accepted publickey').length - loginsBefore).toBe(1)
    })

    test('reaches a host by chacha20-poly1305 through a jump host that speaks it too', async () => {
      const config = ['Ciphers chacha20-poly1305@openssh.com']
      const [jump, behind] = await Promise.all([startSshd({ config }), startSshd({ config })])
      try {
        await writeFile(file('chacha-known'), jump.knownHosts() + behind.knownHosts())
        appendFileSync(join(jump.directory, 'authorized'), readFileSync(`${behind.keyFile}.pub`))
        const way = `${jump.user}@127.0.0.1:${jump.port}`
        const to = targetOf(behind, { knownHostsFile: file('chacha-known'), sshArgs: ['-J', way] })

        const connection = await openOrThrow(connectorOf(), to)
        const ran = await connection.run([exec('echo', 'x'.repeat(100_000))], { signal: never })
        await connection.close()

        expect(ran.ok && ran.value[0]?.stdout.length).toBe(100_001)
      } finally {
        await Promise.all([jump.stop(), behind.stop()])
      }
    })

    test('names the jump host whose key is not known', async () => {
      const to = targetOf(sshd, { sshArgs: ['-J', `${other.user}@127.0.0.1:${other.port}`] })

      const error = await failureOf(connectorOf(), to)

      expect(error).toMatchObject({
        code: 'HOST_KEY_UNKNOWN',
        message: expect.stringContaining(`127.0.0.1 (port ${other.port})`),
      })
    })

    test('names the host and the way when the jump host cannot reach it', async () => {
      const to = targetOf(sshd, {
        port: 1,
        knownHostsFile: file('all-known'),
        sshArgs: ['-J', `${sshd.user}@127.0.0.1:${sshd.port}`],
      })

      const error = await failureOf(connectorOf(), to)

      expect(error).toMatchObject({
        code: 'HOST_UNREACHABLE',
        message: 'web-01 (127.0.0.1 port 1) through jump host 127.0.0.1 refused the connection',
      })
    })
  })

  test('opens many commands on one connection, more than the host has sessions for', async () => {
    const small = await startSshd({ config: ['MaxSessions 2'] })
    const connection = await openOrThrow(connectorOf(), targetOf(small))

    const ran = await Promise.all(Array.from({ length: 6 }, () => connection.run([exec('true')], { signal: never })))
    await connection.close()
    await small.stop()

    expect(ran.map((each) => (each.ok ? 'ok' : each.error.message))).toEqual(Array(6).fill('ok'))
  })

  test('is of no use after the host has gone, and says so', async () => {
    const mortal = await startSshd()
    const connection = await openOrThrow(connectorOf(), targetOf(mortal))
    const running = connection.run(
      [
        exec(
          'sh',
          '-c',
          'kill $(ps -o ppid= -p $(ps -o ppid= -p $PPID)) 2>/dev/null; kill -9 $(ps -o ppid= -p $PPID); sleep 30',
        ),
      ],
      { signal: never },
    )
    const lost = await running
    const after = await connection.run([exec('true')], { signal: never })
    await connection.close()
    await mortal.stop()

    expect(lost).toMatchObject({ ok: false, error: { code: 'CONNECTION_LOST' } })
    expect(after).toMatchObject({ ok: false, error: { code: 'CONNECTION_LOST' } })
  })

  test('an address without a name is unreachable by DNS', async () => {
    const error = await failureOf(connectorOf(), target({ address: 'no-such-host.invalid', hostKeyChecking: 'off' }))

    expect(error.code).toBe('HOST_UNREACHABLE')
    expect(error.message).toMatch(
      /^web-01 \(no-such-host.invalid port 22\) (has a name that cannot be resolved|could not be looked up)/,
    )
  })
}

async function untilExists(path: string): Promise<void> {
  while (!existsSync(path)) await new Promise((resolve) => setImmediate(resolve))
}
