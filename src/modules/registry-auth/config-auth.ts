import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Plan } from '../../model/plan.ts'
import { has } from '../../registry/capabilities/matrix.ts'
import { newFileVersion, readRegistrySettings } from '../../registry/containerd/config-toml.ts'
import { removeConfigAuth, setConfigAuth } from '../../registry/containerd/config-auth.ts'
import { apiHost } from '../../registry/registry-urls.ts'
import type { Version } from '../../registry/version.ts'
import type { ConfigChange } from '../containerd-registry/config-change.ts'
import { containerdRegistryArgs } from '../containerd-registry/args.ts'
import { containerdRefusesFile, restartWouldStopContainers, textBroken } from '../containerd-registry/errors.ts'
import type { ContainerdRegistryFacts } from '../containerd-registry/facts.ts'
import { restartsDocker, stepsFor } from '../containerd-registry/steps.ts'
import { managedElsewhere } from '../registry-utils/errors.ts'
import { fileObstacle, fileText } from '../registry-utils/file-obstacle.ts'
import { maskedDiff } from '../registry-utils/file-steps.ts'
import { ownerComment } from '../registry-utils/management-marker.ts'
import { stopEffect } from '../registry-utils/running-containers.ts'
import type { RegistryAuthArgs } from './args.ts'
import { configsNotRead, containerdMissing, criIsDisabled, credentialRefused } from './errors.ts'
import type { RegistryAuthFacts } from './facts.ts'
import { failedStage, isVerified, warningsOf } from './answers.ts'

/** Whether the credential belongs in config.toml: it is asked for, or no header of a hosts.toml would do. */
export function goesToConfig({ consumer, place }: RegistryAuthArgs, { version, talk }: RegistryAuthFacts): boolean {
  if (consumer !== 'containerd' || place === 'header') return false
  const handsOutTokens = talk?.exchanges.some(({ name }) => name === 'token') ?? false
  return place === 'config' || handsOutTokens || (version !== undefined && !has('containerd', version, 'config-path'))
}

/** `registry.configs.HOST.auth`: CRI alone reads it, when containerd starts, and shows it to token services as well. */
export function planConfigAuth(
  args: RegistryAuthArgs,
  auth: RegistryAuthFacts,
  containerd: ContainerdRegistryFacts,
): Plan {
  const change = changeFor(args, auth, containerd)
  if (!change.ok) return { kind: 'impossible', error: change.error }
  const { config, action, version } = change.value
  const { realPath } = containerd.config
  const values = { registry: args.registry, file: realPath, verified: isVerified(auth.talk), action }
  const warnings = [...warningsOf(args, auth.talk), ...localPull(args, version)]
  const notes = warnings.length > 0 ? { warnings } : {}
  if (config.before === config.after && action === 'none') return { kind: 'in-desired-state', values, ...notes }
  const hostless = { ...containerdRegistryArgs.parse({}), config_path: '' }
  return {
    kind: 'change',
    steps: stepsFor(containerd, { ...change.value, hosts: [], warnings: [], args: hostless }, { mode: 0o600 }),
    values,
    diff: [maskedDiff(containerd.config, config.before, config.after)],
    notes: [
      action === 'restart'
        ? 'containerd is restarted: its containers go on running, pulls in progress fail'
        : 'staged: it counts from the next start of containerd',
    ],
    ...notes,
  }
}

interface ConfigAuthChange {
  readonly version: Version
  readonly config: ConfigChange
  readonly action: 'none' | 'restart' | 'staged'
  readonly stopped: readonly string[]
}

function changeFor(
  args: RegistryAuthArgs,
  { talk, version }: RegistryAuthFacts,
  containerd: ContainerdRegistryFacts,
): Result<ConfigAuthChange, LongshoreError> {
  if (version === undefined) return err(containerdMissing())
  if (!has('containerd', version, 'mirrors-and-configs')) return err(configsNotRead(version))
  const failed = failedStage(talk)
  if (failed !== undefined) return err(credentialRefused(apiHost(args.registry), failed))
  const config = editedConfig(args, containerd, version)
  if (!config.ok) return config
  const { before, after } = config.value
  const mode = containerd.config.present?.mode
  if (before === after && (mode === 0o600 || args.state === 'absent')) {
    return ok({ version, config: config.value, action: 'none', stopped: [] })
  }
  const obstacle = fileObstacle(containerd.config, Buffer.byteLength(after))
  if (obstacle !== undefined) return err(obstacle)
  const action = containerd.unit.active === 'active' ? 'restart' : 'staged'
  const stops = action === 'restart' && restartsDocker(containerd)
  const { stopped } = stops ? stopEffect(containerd.containers, containerd.liveRestore) : { stopped: [] }
  if (stopped.length > 0) return err(restartWouldStopContainers(stopped, version))
  return ok({ version, config: config.value, action, stopped })
}

function editedConfig(
  { state, registry, username = '', password = '' }: RegistryAuthArgs,
  { config, dump }: ContainerdRegistryFacts,
  version: Version,
): Result<ConfigChange, LongshoreError> {
  const text = fileText(config)
  if (!text.ok) return text
  const before = text.value
  const read = readRegistrySettings(before)
  if (!read.ok) return err(textBroken(config.path, read.error))
  const isEmpty = before.trim() === ''
  const fileVersion = isEmpty ? newFileVersion(version) : read.value.fileVersion
  const start = isEmpty && state === 'present' ? `version = ${fileVersion}\n` : before
  const host = apiHost(registry)
  const edited =
    state === 'absent'
      ? removeConfigAuth(start, fileVersion, host)
      : setConfigAuth(start, fileVersion, host, { username, password })
  if (!edited.ok) return err(textBroken(config.path, edited.error))
  const { imports, criDisabled } = read.value
  const change = { before, after: edited.value, converted: {}, criDisabled: false, imports, replacedPath: undefined }
  if (edited.value === before) return ok(change)
  if (dump.kind === 'refused') return err(containerdRefusesFile(config.path, dump.reason))
  if (criDisabled) return err(criIsDisabled(config.path))
  const owner = ownerComment(before)
  return owner === undefined ? ok(change) : err(managedElsewhere(config.path, owner))
}

function localPull({ state }: RegistryAuthArgs, version: Version): string[] {
  if (state === 'absent' || !has('containerd', version, 'transfer-service-pulls')) return []
  return [`registry.configs brings back the local pull in place of the transfer service (containerd ${version})`]
}
