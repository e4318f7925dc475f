import { ok } from '../../base/result.ts'
import { stdoutText } from '../../model/command-output.ts'
import type { Fact } from '../../model/fact.ts'
import { sharedShell } from '../../model/remote-command.ts'
import { DOCKER_RUNS } from './docker-runs.ts'
import { BOUNDED } from './poll-snippets.ts'

export interface RunningContainer {
  readonly name: string
  /** `no`, `on-failure`, `unless-stopped` or `always`. */
  readonly restartPolicy: string
  /** `docker run --rm`. */
  readonly autoRemove: boolean
}

/** Docker's running containers, by name. Never asked of a stopped daemon: its socket would start it. */
export function runningContainers(): Fact<readonly RunningContainer[]> {
  return {
    name: 'running containers',
    command: { ...sharedShell(SCRIPT), tolerant: true },
    parse: (output) => ok(parseContainers(stdoutText(output))),
  }
}

const SCRIPT = `${BOUNDED}${DOCKER_RUNS}
if docker_runs && ids=$(bounded docker ps -q --no-trunc 2>/dev/null) && [ -n "$ids" ]; then
  bounded docker inspect -f '{{.Name}} {{.HostConfig.RestartPolicy.Name}} {{.HostConfig.AutoRemove}}' $ids 2>/dev/null
fi`

export function parseContainers(text: string): RunningContainer[] {
  const containers = text.split('\n').flatMap((line) => {
    const [name, ...rest] = line.trim().split(' ')
    if (name === undefined || name === '') return []
    const [policy = ''] = rest
    const known = policy === 'true' || policy === 'false' || policy === '' ? 'no' : policy
    return [{ name: name.replace(/^\//, ''), restartPolicy: known, autoRemove: rest.at(-1) === 'true' }]
  })
  return containers.sort((a, b) => (a.name < b.name ? -1 : 1))
}

export interface StopEffect {
  readonly stopped: readonly string[]
  /** Those of `stopped` that do not come back by themselves. */
  readonly lost: readonly string[]
}

/** What a restart of dockerd does to them. With live-restore in force they go on running. */
export function stopEffect(containers: readonly RunningContainer[], liveRestore: boolean): StopEffect {
  if (liveRestore) return { stopped: [], lost: [] }
  const comesBack = ({ restartPolicy, autoRemove }: RunningContainer): boolean =>
    !autoRemove && (restartPolicy === 'always' || restartPolicy === 'unless-stopped')
  return {
    stopped: containers.map(({ name }) => name),
    lost: containers.filter((container) => !comesBack(container)).map(({ name }) => name),
  }
}
