import { ok } from '../../base/result.ts'
import { stdoutText } from '../../model/command-output.ts'
import type { Fact, Gathered } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import { daemonInfo, dockerdVersion } from '../docker-registry/daemon-info.ts'
import { runtimesFound } from '../registry-config/found.ts'
import { containerdVersion } from '../registry-utils/containerd-version.ts'
import { BOUNDED } from '../registry-utils/poll-snippets.ts'
import { masked } from './secret-view.ts'

/** What the daemons say of themselves. */
export function effectiveFacts() {
  return {
    info: daemonInfo(),
    dockerd: dockerdVersion(),
    containerd: containerdVersion(),
    found: runtimesFound(),
    dump: textOf('merged containerd configuration', DUMP),
    units: textOf('units of the daemons', UNITS),
  }
}

type EffectiveFacts = Gathered<ReturnType<typeof effectiveFacts>>

const DUMP = `${BOUNDED}
command -v containerd >/dev/null 2>&1 || exit 0
bounded containerd config dump 2>/dev/null`

/** No times, ids and counts: these files change when somebody changes something. */
const UNITS = `
for unit in docker.service docker.socket containerd.service k3s.service k3s-agent.service rke2-server.service rke2-agent.service crio.service buildkit.service; do
  said=$(systemctl show "$unit" -p LoadState -p UnitFileState -p ActiveState -p FragmentPath -p DropInPaths 2>/dev/null)
  case $said in *LoadState=loaded*) printf '[%s]\\n%s\\n' "$unit" "$said" ;; esac
done
exit 0`

function textOf(name: string, script: string): Fact<string> {
  return { name, command: { ...shell(script), tolerant: true }, parse: (output) => ok(stdoutText(output)) }
}

/** As texts that read well side by side. */
export function effectiveTexts({
  info,
  dockerd,
  containerd,
  found,
  dump,
  units,
}: EffectiveFacts): ReadonlyMap<string, string> {
  const versions = [
    ...(dockerd === undefined ? [] : [['dockerd', dockerd]]),
    ...(containerd === undefined ? [] : [['containerd', containerd]]),
    ...found.map(({ name, user, version }) => [user === '' ? name : `${name} of ${user}`, version ?? 'unknown']),
  ]
  const texts = new Map<string, string>()
  if (dockerd !== undefined || info.kind !== 'stopped') texts.set('docker.json', json(dockerState(info)))
  if (dump !== '') texts.set('containerd.toml', masked(dump))
  if (units !== '') texts.set('units.txt', units)
  if (versions.length > 0) texts.set('versions.json', json(Object.fromEntries(versions.sort())))
  return texts
}

function dockerState(info: EffectiveFacts['info']): unknown {
  if (info.kind === 'stopped') return { state: 'stopped' }
  if (info.kind === 'unreachable') return { state: 'does not answer' }
  const { version, effective, store, swarm } = info
  return {
    state: 'running',
    version,
    registry_mirrors: effective.mirrors.map((mirror) => masked(mirror)),
    insecure_registries: effective.insecure,
    live_restore: effective.liveRestore,
    debug: effective.debug,
    labels: effective.labels,
    image_store: store,
    swarm,
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}
