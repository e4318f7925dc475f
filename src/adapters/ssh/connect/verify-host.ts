import { err, ok } from '../../../base/result.ts'
import type { SshHop } from '../config/ssh-settings.ts'
import { knownHostsUnusable } from '../errors.ts'
import { decideHostKey } from '../host-key-policy.ts'
import { hostKeyAlgorithms, judgeHostKey, type HostAddress } from '../known-hosts/judge-host-key.ts'
import { readKnownHosts, type AppendKnownHost } from '../known-hosts/known-hosts-files.ts'
import type { KnownHost } from '../known-hosts/parse-known-hosts.ts'
import type { HostKeyVerifier } from './open-client.ts'

export interface HostVerification {
  readonly verifyHostKey: HostKeyVerifier
  readonly hostKeyAlgorithms: readonly string[]
}

/** Ties the known_hosts files of a hop to its policy. Throws where a file cannot be read. */
export async function hostVerification(
  hop: SshHop,
  warn: (warning: string) => void,
  appendKnownHost: AppendKnownHost,
): Promise<HostVerification> {
  const known: readonly KnownHost[] = await readKnownHosts([...hop.userKnownHostsFiles, ...hop.globalKnownHostsFiles])
  const address: HostAddress = {
    host: hop.hostKeyAlias ?? hop.address,
    port: hop.port,
    isAlias: hop.hostKeyAlias !== undefined,
  }
  return {
    hostKeyAlgorithms: hostKeyAlgorithms(known, address),
    async verifyHostKey(key) {
      const decision = decideHostKey(hop, judgeHostKey(known, address, key), key)
      if (!decision.ok) return decision
      const { append, warning, withholdPassword } = decision.value
      if (warning !== undefined) warn(warning)
      const [file] = hop.userKnownHostsFiles
      if (append && file !== undefined) {
        try {
          await appendKnownHost(file, address, key, hop.hashKnownHosts)
        } catch (error) {
          return err(knownHostsUnusable(hop, 'written', error))
        }
      }
      return ok({ withholdPassword })
    },
  }
}
