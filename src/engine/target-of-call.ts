import { dirname } from 'node:path'
import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
import { isImplicitLocalhost } from '../model/inventory-vars.ts'
import type { ConnectionTarget } from '../ports/connector.ts'
import { connectionTarget } from './connection-target.ts'
import { learnPasswords } from './learn-secrets.ts'
import type { TaskCall } from './task-call.ts'

/** How to reach the host that a call acts on. */
export function targetOfCall(call: TaskCall): Result<ConnectionTarget, LongshoreError> {
  const host = call.delegate?.host.name ?? call.host.name
  const target = connectionTarget({
    host,
    chain: call.frame.chain,
    scope: call.scope,
    hostScope: call.delegate?.scope ?? call.scope,
    templater: call.run.deps.templater,
    defaults: call.run.settings.connection,
    folder: dirname(call.run.playbookPath),
    implicitLocal: isImplicitLocalhost(call.run.inventory, host),
  })
  if (target.ok) learnPasswords(call.run, target.value.password, target.value.privateKeyPassphrase)
  return target
}
