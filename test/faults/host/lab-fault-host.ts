import { existsSync, readFileSync } from 'node:fs'
import { GENERATIONS, type HostName } from '../../lab/generations.ts'
import { initOf } from '../../lab/host.ts'
import type { Lab } from '../../lab/lab.ts'
import type { FaultHost } from './fault-host.ts'
import { FORGET, HANGS, TRACE } from './trace-programs.ts'

/** sudo looks there before it looks into /usr/bin, on each of the three. */
const SHELL_AT = '/usr/sbin'
const DROP_IN = '/run/systemd/system/docker.service.d'

/** A booted host of the lab, with real daemons. Its clock is this machine's: what jumps is what its programs read. */
export async function openLabHost(lab: Lab, name: HostName): Promise<FaultHost> {
  const { address } = GENERATIONS[name]
  let init = 0
  const sh = async (script: string): Promise<string> => {
    const ran = await lab.inHost(name, ['sh', '-c', script])
    if (ran.exitCode !== 0) throw new Error(`${name}: ${ran.stderr.trim()} (${script.slice(0, 80)})`)
    return ran.stdout
  }
  const findInit = async (): Promise<void> => {
    init = (await initOf(GENERATIONS[name]))?.pid ?? 0
  }
  await findInit()

  return {
    name,
    inventoryLine: `${name} ansible_host=${address} ansible_user=ops ansible_ssh_private_key_file=${lab.key}`,
    knownHost: knownHostOf(lab, address),
    sh,
    shellAt: SHELL_AT,
    hasFired: () => existsSync(`/proc/${init}/root${TRACE}/fired`),
    cutNetwork: () => lab.cutNetwork(name),
    restoreNetwork: () => lab.restoreNetwork(name),
    killSshd: () => sh(KILL_SSHD),
    startSshd: () => sh('systemctl reset-failed ssh.service; systemctl start ssh.service'),
    powerCut: () => lab.powerCut(name),
    boot: async () => {
      await lab.boot(name)
      await findInit()
    },
    breakDocker: async (how) => {
      const program = how === 'dies' ? '/bin/false' : '/bin/sleep infinity'
      await dropIn(sh, 'broken', `ExecStart=\\nExecStart=${program}`)
      await sh(`systemctl kill --signal=KILL docker.service || :\n${how === 'hangs' ? HANGS : ''}`)
    },
    mendDocker: () => sh(MEND_DOCKER),
    ignoreReload: () => dropIn(sh, 'deaf', 'ExecReload=\\nExecReload=/bin/true'),
    heedReload: () => sh(`rm -f ${DROP_IN}/deaf.conf; systemctl daemon-reload`),
    jumpClock: (seconds) => sh(seconds === 0 ? `rm -f ${TRACE}/clock` : `echo ${seconds} > ${TRACE}/clock`),
    close: () => sh(`${FORGET} ${SHELL_AT}/sh`),
  }
}

/** The listener, and below it the processes of its sessions, by their ids. */
const KILL_SSHD = `
main=$(systemctl show -p MainPID --value ssh.service)
of() { ps -eo pid=,ppid=,comm= | while read -r pid parent name; do case $parent$name in "$1"sshd*) echo "$pid" ;; esac; done; }
sessions=$(for child in $(of "$main"); do echo "$child"; of "$child"; done)
kill -KILL $main $sessions`

const MEND_DOCKER = `
rm -f ${DROP_IN}/broken.conf
systemctl daemon-reload
systemctl is-active -q docker.service && exit 0
systemctl reset-failed docker.service docker.socket
systemctl restart docker.socket docker.service`

async function dropIn(sh: FaultHost['sh'], name: string, lines: string): Promise<void> {
  await sh(
    `mkdir -p ${DROP_IN} && printf '[Service]\\n${lines}\\n' > ${DROP_IN}/${name}.conf && systemctl daemon-reload`,
  )
}

function knownHostOf(lab: Lab, address: string): string {
  const line = readFileSync(lab.knownHosts, 'utf8')
    .split('\n')
    .find((text) => text.split(' ')[0]?.split(',').includes(address))
  if (line === undefined) throw new Error(`the lab knows no key of ${address}`)
  return line
}
