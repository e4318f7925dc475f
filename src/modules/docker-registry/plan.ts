import type { LongshoreError } from '../../base/longshore-error.ts'
import type { Plan, Step } from '../../model/plan.ts'
import { fileObstacle } from '../registry-utils/file-obstacle.ts'
import { maskedDiff, putBack, putSteps, unchangedStep } from '../registry-utils/file-steps.ts'
import type { DockerRegistryArgs } from './args.ts'
import { reloadIsNotEnough, restartWouldLose, swarmWithLiveRestore } from './errors.ts'
import type { DockerRegistryFacts } from './facts.ts'
import { changeFor, type FileChange } from './file-change.ts'
import { notesFor, returnValues } from './notes.ts'
import { preflight, type SoundHost } from './preflight.ts'
import { liveRestoreSteps, reloadStep, restartBack, restartStep, settleBack, validateStep } from './steps.ts'
import { unheardWarnings } from './unheard-warnings.ts'

export function planDockerRegistry(args: DockerRegistryArgs, facts: DockerRegistryFacts): Plan {
  const sound = preflight(args, facts)
  if (!sound.ok) return impossible(sound.error)
  const change = changeFor(args, facts, sound.value)
  if (change instanceof Error) return impossible(change)
  const refusal = refusalOf(args, facts, change)
  if (refusal !== undefined) return impossible(refusal)
  return planFor(facts, sound.value, change)
}

function refusalOf(
  args: DockerRegistryArgs,
  facts: DockerRegistryFacts,
  change: FileChange,
): LongshoreError | undefined {
  const swarm = facts.info.kind === 'running' && facts.info.swarm
  const liveRestore = change.after.keys['live-restore'] === true
  if (swarm && liveRestore && (change.writes || change.action === 'restart')) return swarmWithLiveRestore()
  if (change.action === 'none') return undefined
  const obstacle = change.writes ? fileObstacle(facts.file, Buffer.byteLength(change.after.text)) : undefined
  if (obstacle !== undefined) return obstacle
  if (change.action !== 'restart') return undefined
  if (args.apply === 'reload') return reloadIsNotEnough(change.reasons)
  if (args.apply === 'auto' && change.effect.lost.length > 0)
    return restartWouldLose(change.reasons, change.effect.lost)
  return undefined
}

function planFor(facts: DockerRegistryFacts, host: SoundHost, change: FileChange): Plan {
  const warnings = [...host.warnings, ...change.warnings, ...unheardWarnings(facts, host, change)]
  const values = returnValues(facts, host, change)
  if (!change.writes && (change.action === 'none' || change.action === 'staged')) {
    return { kind: 'in-desired-state', values, ...(warnings.length > 0 && { warnings }) }
  }
  return {
    kind: 'change',
    steps: stepsFor(facts, host, change),
    values,
    diff: change.writes ? [maskedDiff(facts.file, host.text, change.after.text)] : [],
    notes: notesFor(facts, change),
    ...(warnings.length > 0 && { warnings }),
  }
}

function stepsFor(
  { file }: DockerRegistryFacts,
  host: SoundHost,
  { before, after, writes, action, liveRestoreFirst }: FileChange,
): Step[] {
  const isPlainRestart = action === 'restart' && !liveRestoreFirst
  const fileBack = writes || isPlainRestart ? [] : [putBack(file)]
  const daemonBack = isPlainRestart ? restartBack(before) : action === 'reload' ? settleBack(before) : []
  return [
    ...validateStep(after.text, host.version, host.flagWords),
    unchangedStep(file, [...fileBack, ...daemonBack], [before.unit.invocation]),
    ...(writes ? putSteps(file, after.text) : []),
    ...(action === 'reload' ? [reloadStep(before, after)] : []),
    ...(isPlainRestart ? [restartStep(before, after)] : []),
    ...(liveRestoreFirst ? liveRestoreSteps(before, after) : []),
  ]
}

function impossible(error: LongshoreError): Plan {
  return { kind: 'impossible', error }
}
