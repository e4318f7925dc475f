import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Step } from '../../model/plan.ts'
import { shell, type ShellCommand } from '../../model/remote-command.ts'
import { daemonWords, restartStep as restartContainerd, restartsDocker } from '../containerd-registry/steps.ts'
import { RESTART_BACK as CONTAINERD_BACK } from '../containerd-registry/scripts.ts'
import { SYSTEM_STORES } from '../registry-ca/places.ts'
import { RESTART_UNITS, UPDATE_STORE } from '../registry-ca/scripts.ts'
import { RESTART_UNITS_BACK } from '../registry-config/scripts.ts'
import { daemonDidNotFollow } from '../registry-utils/errors.ts'
import { stopEffect } from '../registry-utils/running-containers.ts'
import type { ConfigRestoreArgs } from './args.ts'
import { NO_EFFECT, type Effect } from './docker-effect.ts'
import { wouldStop } from './errors.ts'
import type { RestoreFacts } from './facts.ts'

/** Who reads the paths at its start only. Everything else is read at each pull. */
export function readersOf(paths: readonly string[]): ReadonlySet<string> {
  return new Set(paths.flatMap((path) => READERS.flatMap(([pattern, units]) => unitsIn(pattern.exec(path), units))))
}

function unitsIn(match: RegExpExecArray | null, units: readonly string[]): readonly string[] {
  if (match === null) return []
  return units.map((unit) => (unit === '$1' ? (match[1] ?? '') : unit))
}

const READERS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^\/(?:etc|usr\/lib|lib)\/systemd\/system\/([\w-]+)\.(?:service|socket)(?:\.d\/|$)/, ['$1']],
  [/^\/etc\/(?:default|sysconfig)\/(docker|kubelet)$/, ['$1']],
  [/^\/etc\/containerd\/(?!certs\.d(?:\/|$)).+/, ['containerd']],
  [/^\/etc\/rancher\/k3s\/|^\/var\/lib\/rancher\/k3s\//, ['k3s', 'k3s-agent']],
  [/^\/etc\/rancher\/rke2\/|^\/var\/lib\/rancher\/rke2\//, ['rke2-server', 'rke2-agent']],
  [/^\/etc\/buildkit\//, ['buildkit']],
  [/^\/etc\/crio\/|^\/etc\/containers\/(?:registries|policy)/, ['crio']],
]

const DOCKER_SOCKET = /^\/(?:etc|usr\/lib|lib)\/systemd\/system\/docker\.socket(?:\.d\/|$)/

/**
 * systemd gives dockerd the socket that it made before: it makes another one only while dockerd does not run. A socket that
 * nobody uses, since dockerd listens by itself, stays off.
 */
const LISTEN_ANEW = `
if systemctl is-active -q docker.socket || systemctl is-failed -q docker.socket; then
  systemctl stop docker.service 2>/dev/null
  systemctl reset-failed docker.socket 2>/dev/null
  systemctl restart docker.socket || { systemctl status --no-pager --lines 5 docker.socket >&2; exit 1; }
fi`

const UNIT_FILE = /^\/(?:etc|usr\/lib|lib)\/systemd\/system\//

/** What is done for files other than daemon.json, once they are in place. */
export function unitEffects(
  args: ConfigRestoreArgs,
  facts: RestoreFacts,
  paths: readonly string[],
): Result<Effect, LongshoreError> {
  if (paths.length === 0 || args.apply === 'stage') return ok(NO_EFFECT)
  const reload = paths.some((path) => UNIT_FILE.test(path)) ? [shell('systemctl daemon-reload')] : []
  const listen = paths.some((path) => DOCKER_SOCKET.test(path)) ? [shell(LISTEN_ANEW)] : []
  const update = updateCommand(facts, paths)
  const readers = new Set([...readersOf(paths), ...(update.length > 0 ? ['docker', 'containerd'] : [])])
  const units = runningUnits(facts, readers)
  const isContainerd = readers.has('containerd') && facts.containerd.unit.active === 'active'
  const stopsDocker = units.includes('docker.service') || (isContainerd && restartsDocker(facts.containerd))
  const { lost } = stopEffect(facts.docker.containers, facts.containerd.liveRestore)
  if (stopsDocker && lost.length > 0 && args.apply !== 'restart') return err(wouldStop(lost, 'dockerd'))
  const words = [String(args.verify_timeout), ...units]
  const names = units.filter((_, index) => index % 2 === 0)
  const containerd = daemonWords(facts.containerd, args.verify_timeout)
  return ok({
    first: [],
    then: [
      ...reload.map((run) => step('let systemd read its units again', run)),
      ...update.map((run) => step('take the authorities into the system store', run)),
      ...(isContainerd ? [restartContainerd(containerd)] : []),
      ...listen.map((run) => step('let systemd listen anew on docker.socket', run)),
      ...(names.length === 0
        ? []
        : [step(`restart ${names.join(' and ')} and see that it runs`, shell(RESTART_UNITS, ...words))]),
    ],
    back: [
      ...reload,
      ...update,
      ...(isContainerd ? [shell(CONTAINERD_BACK, ...containerd, facts.containerd.unit.active)] : []),
      ...listen,
      ...(names.length === 0 ? [] : [shell(RESTART_UNITS_BACK, ...words)]),
    ],
    momentary: [
      ...units.filter((_, index) => index % 2 === 1),
      ...(isContainerd ? [facts.containerd.unit.invocation] : []),
    ],
    notes: [
      ...(isContainerd ? ['containerd is restarted: its containers go on running'] : []),
      ...(names.length === 0 ? [] : [`${names.join(' and ')} is restarted`]),
    ],
  })
}

function step(summary: string, run: ShellCommand): Step {
  return { summary, run, undo: [], explain: (output) => daemonDidNotFollow(`could not ${summary}`, output) }
}

/** Names with invocations, of those that run. */
function runningUnits({ docker, own }: RestoreFacts, readers: ReadonlySet<string>): readonly string[] {
  const isDocker = readers.has('docker') && docker.unit.active === 'active'
  return [
    ...(isDocker ? ['docker.service', docker.unit.invocation] : []),
    ...Object.entries(own.units).flatMap(([name, { active, invocation }]) =>
      readers.has(name) && active === 'active' ? [`${name}.service`, invocation] : [],
    ),
  ]
}

function updateCommand({ own }: RestoreFacts, paths: readonly string[]): readonly ShellCommand[] {
  if (own.systemStore === undefined) return []
  const { folder, update } = SYSTEM_STORES[own.systemStore]
  return paths.some((path) => path.startsWith(`${folder}/`)) ? [shell(UPDATE_STORE, update)] : []
}
