import type { Step } from '../../model/plan.ts'
import { shell, type ShellCommand } from '../../model/remote-command.ts'
import { daemonDidNotFollow } from '../registry-utils/errors.ts'
import { putSteps, removeStep, unchangedStep } from '../registry-utils/file-steps.ts'
import { registryNotTrusted, storeNotUpdated } from './errors.ts'
import type { RegistryCaFacts } from './facts.ts'
import type { TrustChange } from './file-changes.ts'
import { folderStores, storeFiles, SYSTEM_STORES, systemFile } from './places.ts'
import type { PreparedCa } from './prepare.ts'
import type { Restarts } from './restarts.ts'
import { HANDSHAKE, RESTART_UNITS, UPDATE_STORE } from './scripts.ts'

export function stepsFor(
  prepared: PreparedCa,
  facts: RegistryCaFacts,
  changes: readonly TrustChange[],
  restarts: Restarts,
): Step[] {
  const restart = restarts.action === 'restart' ? [restartCommand(prepared, restarts)] : []
  const update = updateCommand(facts, changes)
  return [
    ...changes.flatMap((change) => {
      const wayBack = change.system ? [...update, ...restart] : []
      const { file, after, access } = change
      return [
        unchangedStep(file, wayBack, invocations(restarts)),
        ...(after === undefined ? [removeStep(file)] : putSteps(file, after, access)),
      ]
    }),
    ...update.map((run) => ({
      summary: 'take the certificate into the system store',
      run,
      undo: [],
      explain: storeNotUpdated,
    })),
    ...restart.map((run) => ({
      summary: `restart ${restarts.units.map(({ name }) => name).join(' and ')} and see that they run`,
      run,
      undo: [],
      explain: (output: Parameters<typeof storeNotUpdated>[0]) =>
        daemonDidNotFollow('a daemon did not come back', output),
    })),
    ...handshakeSteps(prepared, facts),
  ]
}

function invocations({ units }: Restarts): readonly string[] {
  return units.map(({ state }) => state.invocation)
}

function updateCommand({ systemStore }: RegistryCaFacts, changes: readonly TrustChange[]): ShellCommand[] {
  const isChanged = systemStore !== undefined && changes.some(({ system }) => system)
  return isChanged ? [shell(UPDATE_STORE, SYSTEM_STORES[systemStore].update)] : []
}

function restartCommand({ args }: PreparedCa, { units }: Restarts): ShellCommand {
  const words = units.flatMap(({ name, state }) => [name, state.invocation])
  return shell(RESTART_UNITS, String(args.verify_timeout), ...words)
}

/** One for the first store: the same bytes are in each. */
export function handshakeSteps({ args, trust }: PreparedCa, { systemStore }: RegistryCaFacts): Step[] {
  if (!args.probe || args.state === 'absent') return []
  const [store] = folderStores(args)
  const files = store === undefined ? undefined : storeFiles(store, args.registry)
  const system = systemStore === undefined ? '' : systemFile(systemStore, args.registry)
  const authority = trust.ca === undefined ? '' : (files?.ca ?? system)
  const pair = trust.client === undefined || files === undefined ? ['', ''] : [files.certificate, files.key]
  return [
    {
      summary: `reach ${args.registry} trusting this authority alone`,
      run: shell(HANDSHAKE, args.registry, authority, ...pair),
      undo: [],
      explain: (output) => registryNotTrusted(args.registry, output),
    },
  ]
}
