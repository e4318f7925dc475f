import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { SshHop } from './config/ssh-settings.ts'
import {
  hostKeyChanged,
  hostKeyChangedWarning,
  hostKeyRevoked,
  hostKeyUnknown,
  hostKeyUnknownWarning,
} from './errors.ts'
import type { HostKeyVerdict } from './known-hosts/judge-host-key.ts'

export interface HostKeyDecision {
  /** Add the key to the first known_hosts file. */
  readonly append: boolean
  /** The host is not who it was: it gets no password (as in ssh(1)). */
  readonly withholdPassword: boolean
  readonly warning?: string
}

/** What to do about a verdict. A revoked key is refused whatever the mode, as OpenSSH does. */
export function decideHostKey(
  hop: SshHop,
  verdict: HostKeyVerdict,
  key: Buffer,
): Result<HostKeyDecision, LongshoreError> {
  switch (verdict.kind) {
    case 'known':
      return ok({ append: false, withholdPassword: false })
    case 'revoked':
      return err(hostKeyRevoked(hop, key, verdict.at))
    case 'changed':
      if (hop.hostKeyChecking !== 'off') return err(hostKeyChanged(hop, key, verdict))
      return ok({ append: false, withholdPassword: true, warning: hostKeyChangedWarning(hop, key, verdict) })
    case 'unknown':
      if (hop.hostKeyChecking === 'off') {
        return ok({ append: false, withholdPassword: false, warning: hostKeyUnknownWarning(hop, key) })
      }
      // A line for a certificate authority promises a certificate: a plain key is then not merely new.
      if (hop.hostKeyChecking === 'accept-new' && verdict.certAuthorityAt === undefined) {
        return ok({ append: true, withholdPassword: false })
      }
      return err(hostKeyUnknown(hop, key, verdict.certAuthorityAt))
  }
}
