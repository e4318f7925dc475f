import { readFileSync } from 'node:fs'
import { systemClock } from '../../../src/adapters/clock.ts'
import type { Clock } from '../../../src/ports/clock.ts'
import type { SandboxFault, SandboxHostSpec } from '../../../src/sandbox/host-spec.ts'
import { startSandbox } from '../../../src/sandbox/start-sandbox.ts'
import type { FaultHost } from './fault-host.ts'
import { TcpProxy } from '../../kit/tcp-proxy.ts'
import { HANGS, TRACE } from './trace-programs.ts'

const done = Promise.resolve()

/** A sandbox of one host, behind a cable that can be pulled, with a clock of its own. */
export async function openSandboxHost(spec: SandboxHostSpec, pace = 0.02): Promise<FaultHost> {
  const faults: SandboxFault[] = []
  let offMs = 0
  const clock: Clock = {
    now: () => new Date(systemClock.now().getTime() + offMs),
    sleep: (ms, signal) => systemClock.sleep(ms, signal),
  }
  const started = await startSandbox({ hosts: [{ ...spec, faults }], clock, pace })
  if (!started.ok) throw started.error
  const sandbox = started.value
  const host = sandbox.host(spec.name)
  const proxy = await TcpProxy.open(host.port)
  const [, ...hostKey] = readFileSync(sandbox.knownHostsFile, 'utf8').trim().split(' ')

  const sh = async (script: string): Promise<string> => {
    const ran = await host.run(script)
    if (ran.exitCode !== 0) throw new Error(`${spec.name}: ${ran.stderr.trim()} (${script.slice(0, 80)})`)
    return ran.stdout
  }

  return {
    name: spec.name,
    inventoryLine: `${spec.name} ansible_host=127.0.0.1 ansible_port=${proxy.port} ansible_user=root ansible_ssh_private_key_file=${sandbox.privateKeyFile}`,
    knownHost: `[127.0.0.1]:${proxy.port} ${hostKey.join(' ')}`,
    sh,
    shellAt: '/run/sandbox/bin',
    hasFired: () => host.read(`${TRACE}/fired`) !== undefined,
    cutNetwork: () => {
      proxy.silence()
      return done
    },
    restoreNetwork: () => {
      proxy.restore()
      return done
    },
    killSshd: () => {
      proxy.refuse()
      return done
    },
    startSshd: () => {
      proxy.restore()
      return done
    },
    powerCut: async () => {
      proxy.silence()
      await host.powerCut()
    },
    boot: async () => {
      await host.boot()
      proxy.refuse()
      proxy.restore()
    },
    breakDocker: async (how) => {
      faults.push(
        how === 'dies'
          ? { kind: 'dies-at-start', whileConfigHolds: '', saying: 'no space' }
          : { kind: 'hangs-at-start' },
      )
      await sh(`systemctl kill --signal=KILL docker.service\n${how === 'hangs' ? HANGS : ''}`)
    },
    mendDocker: async () => {
      faults.length = 0
      await sh(
        'systemctl reset-failed docker.service docker.socket; systemctl start docker.service; docker info >/dev/null',
      )
    },
    ignoreReload: () => {
      faults.push({ kind: 'ignores-reload' })
      return done
    },
    heedReload: () => {
      faults.length = 0
      return done
    },
    jumpClock: async (seconds) => {
      offMs = seconds * 1000
      await sh(seconds === 0 ? `rm -f ${TRACE}/clock` : `echo ${seconds} > ${TRACE}/clock`)
    },
    close: async () => {
      await proxy.close()
      await sandbox.close()
    },
  }
}
