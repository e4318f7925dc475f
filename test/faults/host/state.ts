import { setTimeout as wait } from 'node:timers/promises'
import { DAEMON_JSON, daemonJson, mirrorOf, type Side, type Whole, WHOLES } from '../fleet.ts'
import type { FaultHost } from './fault-host.ts'

/** All of a host that counts, as text, and the whole state that it is, if it is one. */
export interface HostState {
  readonly name: string
  readonly side: Whole | undefined
  readonly told: string
  /** Guards and locks that are there: nothing, in the end. */
  readonly left: string
}

const FORMAT = '{{json .RegistryConfig.Mirrors}}'

const LEFT = '=== left'

/** Files with mode and owner, what dockerd works with, its unit, and what Longshore left. */
const LOOK = `
i=0
while [ "$(systemctl is-active docker.service)" != active ] && [ $i -lt 100 ]; do sleep 0.1; i=$((i + 1)); done
find /etc/docker ! -name key.json -printf '%p %y %m %U:%G\\n' | LC_ALL=C sort
cat ${DAEMON_JSON}
docker info --format '${FORMAT}' 2>&1
systemctl is-active docker.service
echo '${LEFT}'
base=/var/lib/longshore
[ -e $base/guard ] && echo "guard left: $(cat $base/guard/about)"
held=$(readlink $base/lock) && [ -d "/proc/\${held%%.*}" ] && echo "undo records are held by $held"
for folder in $base/locks/*; do
  last=$(ls "$folder" 2>/dev/null | sort -n | tail -n 1)
  [ -z "$last" ] || [ ! -s "$folder/$last" ] || echo "lock left: $(cat "$folder/$last")"
done
ls -d /etc/systemd/system/longshore* /run/systemd/system/longshore* 2>/dev/null
:`

export async function stateOf(host: FaultHost): Promise<HostState> {
  const [told = '', left = ''] = (await host.sh(LOOK)).split(`${LEFT}\n`)
  return { name: host.name, side: WHOLES.find((side) => told === whole(side)), told, left }
}

/** The same, given time: after a controller that was killed hosts still end what they were told. */
export async function stateInTheEnd(host: FaultHost): Promise<HostState> {
  for (let left = 20; ; left--) {
    const state = await stateOf(host)
    if (state.side !== undefined || left === 0) return state
    await wait(500)
  }
}

function whole(side: Whole): string {
  return `/etc/docker d 755 0:0
${DAEMON_JSON} f 640 0:0
${daemonJson(side)}["${mirrorOf(side)}/"]
active
`
}

/** Makes a host whole by hand, whatever it is. */
export async function makeWhole(host: FaultHost, side: Side): Promise<void> {
  await host.sh(`systemctl stop longshore-guard.timer longshore-guard.service 2>/dev/null
rm -rf /etc/systemd/system/longshore-guard.* /etc/systemd/system/timers.target.wants/longshore-guard.timer
rm -rf /var/lib/longshore
set -e
mkdir -p /etc/docker
chmod 755 /etc/docker
find /etc/docker -mindepth 1 -delete
cat > ${DAEMON_JSON} <<'JSON'
${daemonJson(side)}JSON
chmod 640 ${DAEMON_JSON}
systemctl reset-failed docker.service docker.socket 2>/dev/null || :
systemctl restart docker.service
docker info >/dev/null`)
}

/** Waits until nothing of a run works on the host any more, as after a controller that was killed. */
export async function settled(host: FaultHost): Promise<void> {
  await host.sh(`i=0
while [ $i -lt 600 ]; do
  alive=
  for program in /run/faults/programs/*; do
    pid=\${program##*/}
    [ -d "/proc/$pid" ] && grep -q /run/faults/programs "/proc/$pid/cmdline" && alive=yes
  done
  [ -z "$alive" ] && exit 0
  sleep 0.1
  i=$((i + 1))
done
echo 'a program of Longshore runs on for a minute' >&2
exit 1`)
}
