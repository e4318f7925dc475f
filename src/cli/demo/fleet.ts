import type { SandboxHostSpec } from '../../sandbox/host-spec.ts'

export const OLD_MIRROR = 'http://old-mirror.example:5000'
export const NEW_MIRROR = 'http://mirror.example:5000'
export const DAEMON_JSON = '/etc/docker/daemon.json'

/** The host where a security module that nobody thought of keeps dockerd from the new file. */
export const FAILING_HOST = 'web-06'

/** Eight hosts of three generations, each with a daemon.json written by somebody else's hand. */
export function demoFleet(): readonly SandboxHostSpec[] {
  return Array.from({ length: 8 }, (_, index) => {
    const name = `web-0${index + 1}`
    const generation = GENERATIONS[index % GENERATIONS.length] ?? GENERATIONS[0]
    return {
      name,
      ...generation,
      containers: [{ name: 'shop', restart: 'always' }],
      files: { [DAEMON_JSON]: oldConfig(index) },
      ...(name === FAILING_HOST ? { faults: [{ kind: 'denies-config', whileConfigHolds: NEW_MIRROR }] } : {}),
    } satisfies SandboxHostSpec
  })
}

const GENERATIONS = [
  { docker: '20.10.24', containerd: '1.6.20' },
  { docker: '26.1.5', containerd: '1.7.24' },
  { docker: '28.5.2', containerd: '2.1.9' },
] as const

function oldConfig(index: number): string {
  const indent = index % 2 === 0 ? '    ' : '\t'
  return (
    `{\n${indent}"log-driver": "json-file",\n${indent}"registry-mirrors": ["${OLD_MIRROR}"],\n` +
    `${indent}"live-restore": true\n}\n`
  )
}
