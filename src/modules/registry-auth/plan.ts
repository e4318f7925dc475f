import type { LongshoreError } from '../../base/longshore-error.ts'
import type { Plan } from '../../model/plan.ts'
import { apiHost } from '../../registry/registry-urls.ts'
import type { PresentFile } from '../registry-utils/config-file.ts'
import { managedElsewhere } from '../registry-utils/errors.ts'
import { fileObstacle, fileText } from '../registry-utils/file-obstacle.ts'
import { maskedDiff, putSteps, removeStep, unchangedStep, type FileAccess } from '../registry-utils/file-steps.ts'
import { ownerComment } from '../registry-utils/management-marker.ts'
import type { RegistryTalk } from '../registry-utils/registry-talk.ts'
import { failedStage, isVerified, warningsOf } from './answers.ts'
import type { RegistryAuthArgs } from './args.ts'
import { credentialRefused, tokensNotForHeader, userUnknown } from './errors.ts'
import type { RegistryAuthFacts } from './facts.ts'
import { newText } from './new-text.ts'
import { isOfUser } from './place.ts'

export function planRegistryAuth(args: RegistryAuthArgs, facts: RegistryAuthFacts): Plan {
  if (isOfUser(args) && facts.account === undefined) return impossible(userUnknown(args.user))
  const before = fileText(facts.file)
  if (!before.ok) return impossible(before.error)
  const after = newText(args, facts, before.value)
  if (!after.ok) return impossible(after.error)
  const refusal = answerRefusal(args, facts.talk)
  return refusal === undefined ? planFor(args, facts, before.value, after.value) : impossible(refusal)
}

function planFor(args: RegistryAuthArgs, facts: RegistryAuthFacts, before: string, after: string | undefined): Plan {
  const { file } = facts
  const values = { registry: args.registry, file: file.realPath, verified: isVerified(facts.talk) }
  const warnings = warningsOf(args, facts.talk)
  const notes = warnings.length > 0 ? { warnings } : {}
  const access = accessFor(args, facts)
  const isSame = after === (file.present === undefined ? undefined : before)
  if (isSame && (after === undefined || isGuarded(file.present, access))) {
    return { kind: 'in-desired-state', values, ...notes }
  }
  const owner = ownerComment(before)
  if (owner !== undefined) return impossible(managedElsewhere(file.path, owner))
  const obstacle = fileObstacle(file, Buffer.byteLength(after ?? ''))
  if (obstacle !== undefined) return impossible(obstacle)
  return {
    kind: 'change',
    steps: [unchangedStep(file), ...(after === undefined ? [removeStep(file)] : putSteps(file, after, access))],
    values,
    diff: [maskedDiff(file, before, after)],
    notes: [`${WHEN[args.consumer]}: nothing is restarted`],
    ...notes,
  }
}

const WHEN: Readonly<Record<RegistryAuthArgs['consumer'], string>> = {
  docker: 'the docker program reads it at every command',
  podman: 'podman reads it at every command',
  kubelet: 'kubelet reads it when it pulls',
  containerd: 'hosts.toml is read at every pull',
}

/** For its owner alone. A file of the system stays with whom it belongs to, root where it is new. */
function accessFor(args: RegistryAuthArgs, { account }: RegistryAuthFacts): FileAccess {
  if (!isOfUser(args) || account === undefined) return { mode: 0o600 }
  return { mode: 0o600, owner: account.uid, group: account.gid, folderMode: 0o700 }
}

function isGuarded(present: PresentFile | undefined, { mode, owner }: FileAccess): boolean {
  return present?.mode === mode && (owner === undefined || String(present.uid) === owner)
}

function answerRefusal({ registry, consumer }: RegistryAuthArgs, talk: RegistryTalk | undefined) {
  const failed = failedStage(talk)
  if (failed !== undefined) return credentialRefused(apiHost(registry), failed)
  const handsOutTokens = talk?.exchanges.some(({ name }) => name === 'token') ?? false
  return consumer === 'containerd' && handsOutTokens ? tokensNotForHeader(registry) : undefined
}

function impossible(error: LongshoreError): Plan {
  return { kind: 'impossible', error }
}
