import type { Step } from '../../model/plan.ts'
import { shell } from '../../model/remote-command.ts'
import { candidateRefused, daemonDidNotFollow } from '../registry-utils/errors.ts'
import { putSteps, removeStep, unchangedStep, type FileAccess } from '../registry-utils/file-steps.ts'
import { guarded } from '../registry-utils/guarded.ts'
import type { ConfigChange } from './config-change.ts'
import type { ContainerdRegistryFacts } from './facts.ts'
import type { HostsChange } from './hosts-changes.ts'
import type { ContainerdChange } from './plan.ts'
import { CHECK_CANDIDATE, RESTART, RESTART_BACK } from './scripts.ts'

/** `access`: who may read config.toml, where it holds a secret. */
export function stepsFor(facts: ContainerdRegistryFacts, change: ContainerdChange, access?: FileAccess): Step[] {
  const { config, hosts, action, args } = change
  const writes = config.before !== config.after
  const restarts = action === 'restart'
  const daemon = daemonWords(facts, args.verify_timeout)
  const wayBack = restarts ? [shell(RESTART_BACK, ...daemon, facts.unit.active)] : []
  return [
    ...(writes || restarts ? [unchangedStep(facts.config, wayBack, [facts.unit.invocation])] : []),
    ...(writes ? [checkStep(facts, config, args.config_path)] : []),
    ...hosts.flatMap(hostsSteps),
    ...(writes || access !== undefined ? putSteps(facts.config, config.after, access) : []),
    ...(restarts ? [restartStep(daemon)] : []),
  ]
}

/** Whether systemd takes dockerd down and up with containerd (BindsTo or Requires: Docker 20.10 and older). */
export function restartsDocker({ docker }: ContainerdRegistryFacts): boolean {
  return docker.active === 'active' && docker.requires.includes('containerd.service')
}

/** What the restart has to bring back: the parts of CRI that were ok, and dockerd where it ran. */
export function daemonWords({ cri, unit, docker }: ContainerdRegistryFacts, timeoutSeconds: number): string[] {
  const wanted = cri.filter((row) => row.endsWith(' ok')).join('\n')
  return [wanted, String(timeoutSeconds), unit.invocation, docker.active === 'active' ? 'docker' : '']
}

export function checkStep(
  { config }: Pick<ContainerdRegistryFacts, 'config'>,
  change: Pick<ConfigChange, 'imports' | 'after'>,
  configPath: string,
): Step {
  const isRelative = change.imports.some((path) => !path.startsWith('/'))
  const folder = isRelative ? config.realPath.slice(0, config.realPath.lastIndexOf('/')) : '/tmp'
  return {
    summary: 'let containerd check the new config.toml',
    run: { ...shell(CHECK_CANDIDATE, folder, configPath), content: guarded(change.after) },
    undo: [],
    explain: (output) => candidateRefused('containerd config dump', output),
  }
}

export function hostsSteps({ file, after }: HostsChange): Step[] {
  return [unchangedStep(file), ...(after === undefined ? [removeStep(file)] : putSteps(file, after))]
}

export function restartStep(daemon: readonly string[]): Step {
  return {
    summary: 'restart containerd and see that its CRI plugin is ok',
    run: shell(RESTART, ...daemon),
    undo: [],
    explain: (output) => daemonDidNotFollow('containerd did not come back as it was', output),
  }
}
