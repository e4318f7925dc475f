import type { LongshoreError } from '../../base/longshore-error.ts'
import type { Plan } from '../../model/plan.ts'
import { restartWouldLose } from '../docker-registry/errors.ts'
import { maskedDiff } from '../registry-utils/file-steps.ts'
import { certificateUntimely, storeMissing, strayFiles } from './errors.ts'
import type { RegistryCaFacts } from './facts.ts'
import { fileOf, trustChanges, type TrustChange } from './file-changes.ts'
import { nameOf, untimely } from './pem.ts'
import { folderStores, storeFiles, systemFile } from './places.ts'
import type { PreparedCa } from './prepare.ts'
import { restartsFor, type Restarts } from './restarts.ts'
import { handshakeSteps, stepsFor } from './steps.ts'
import { strayNames } from './stray-names.ts'

const READS_AT_START = 'dockerd and containerd read the system store of certificates when they start'

export function planRegistryCa(prepared: PreparedCa, facts: RegistryCaFacts): Plan {
  const refusal = refusalOf(prepared, facts)
  if (refusal !== undefined) return { kind: 'impossible', error: refusal }
  const changes = trustChanges(prepared, facts)
  if (!changes.ok) return { kind: 'impossible', error: changes.error }
  const restarts = restartsFor(prepared, facts, changes.value, systemFileTime(prepared, facts))
  if (restarts.lost.length > 0 && prepared.args.apply !== 'restart') {
    return { kind: 'impossible', error: restartWouldLose([READS_AT_START], restarts.lost) }
  }
  return planFor(prepared, facts, changes.value, restarts)
}

function refusalOf({ args, trust }: PreparedCa, facts: RegistryCaFacts): LongshoreError | undefined {
  if (args.store.includes('system') && facts.systemStore === undefined) return storeMissing()
  const problems = untimely(trust.certificates, facts.now)
  if (problems.length > 0) return certificateUntimely(problems)
  if (args.state === 'absent') return undefined
  for (const store of folderStores(args).filter((name) => name !== 'containerd')) {
    const { folder } = storeFiles(store, args.registry)
    const stray = strayNames(facts[`folder:${folder}`]?.names ?? [])
    if (stray.length > 0) return strayFiles(folder, stray)
  }
  return undefined
}

function systemFileTime({ args }: PreparedCa, facts: RegistryCaFacts): number | undefined {
  if (facts.systemStore === undefined || !args.store.includes('system')) return undefined
  return fileOf(facts, systemFile(facts.systemStore, args.registry)).present?.modifiedAt
}

function planFor(
  prepared: PreparedCa,
  facts: RegistryCaFacts,
  changes: readonly TrustChange[],
  restarts: Restarts,
): Plan {
  const { args, trust } = prepared
  const values = {
    registry: args.registry,
    action: restarts.action,
    files: changes.map(({ file }) => file.realPath),
    authorities: trust.certificates.map(nameOf),
    containers_stopped: [...restarts.stopped],
    containers_lost: [...restarts.lost],
  }
  const warnings = trust.warnings.length > 0 ? { warnings: trust.warnings } : {}
  const steps = stepsFor(prepared, facts, changes, restarts)
  if (changes.length === 0 && restarts.action !== 'restart') {
    if (!args.probe || steps.length === 0) return { kind: 'in-desired-state', values, ...warnings }
    // Only the question whether the registry can be reached is left, which changes nothing.
    return {
      kind: 'change',
      steps: handshakeSteps(prepared, facts),
      values,
      conclude: () => ({ changed: false, values }),
      ...warnings,
    }
  }
  const diff = changes.map(({ file, before, after }) => maskedDiff(file, before, after))
  return { kind: 'change', steps, values, diff, notes: notesFor(restarts, changes), ...warnings }
}

function notesFor({ action, units, stopped, lost }: Restarts, changes: readonly TrustChange[]): readonly string[] {
  if (action === 'staged') return [`staged: ${READS_AT_START}`]
  if (action === 'none') return changes.length === 0 ? [] : ['the files are read at every pull: nothing is restarted']
  const names = units.map(({ name }) => name).join(' and ')
  return [
    `${names} ${units.length === 1 ? 'is' : 'are'} restarted: ${READS_AT_START}`,
    stopped.length === 0
      ? 'no container of Docker stops'
      : `${stopped.length} containers of Docker stop: ${stopped.join(', ')}`,
    ...(lost.length === 0 ? [] : [`without a restart policy, these do not come back: ${lost.join(', ')}`]),
  ]
}
