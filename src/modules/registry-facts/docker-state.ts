import { isDeepStrictEqual } from 'node:util'
import type { Vars } from '../../model/vars.ts'
import { parseDockerdFlags } from '../../registry/docker/dockerd-flags.ts'
import { effectiveAfter, explicitKeys, type EffectiveConfig } from '../../registry/docker/effective.ts'
import { expandExecStart, parseEnvironmentFile } from '../../registry/docker/exec-start.ts'
import { fatalFindings, validateDaemonJson } from '../../registry/docker/validate-daemon-json.ts'
import { keysOf } from '../docker-registry/steps.ts'
import { fileText } from '../registry-utils/file-obstacle.ts'
import type { RegistryFactSheet } from './facts.ts'
import { fileState } from './file-state.ts'

const NOTHING: EffectiveConfig = { mirrors: [], insecure: [], liveRestore: false, debug: false, labels: [] }

/** dockerd of docker.service, by the keys of daemon.json whose values it shows. Undefined where there is none. */
export function dockerState(facts: RegistryFactSheet): Vars | undefined {
  const { info, docker, dockerUnit, dockerHosts } = facts
  const version = facts.dockerVersion ?? (info.kind === 'running' ? info.version : undefined)
  if (version === undefined) return undefined
  const running = info.kind === 'running' ? info.effective : undefined
  const flags = parseDockerdFlags(
    expandExecStart(dockerUnit.execStart, parseEnvironmentFile(dockerUnit.environment)).slice(1),
  )
  const text = fileText(docker)
  const findings = !text.ok || docker.present === undefined ? [] : validateDaemonJson(text.value, version, flags)
  const problem = text.ok ? fatalFindings(findings)[0]?.message : text.error.message
  const file = effectiveAfter(running ?? NOTHING, keysOf(text.ok ? text.value : ''), 'restart', flags)
  const wanted = explicitKeys(file)
  const used = running && explicitKeys(effectiveAfter(running, {}, 'reload', new Map()))
  return {
    runtime: 'docker',
    version,
    running: info.kind === 'running',
    files: [fileState(docker), ...[...dockerHosts.values()].map(fileState)],
    file: problem === undefined ? wanted : null,
    effective: used ?? null,
    not_applied: problem === undefined && used !== undefined ? differing(wanted, used) : [],
    ...((problem ?? reasonOf(info)) === undefined ? {} : { problem: problem ?? reasonOf(info) }),
  }
}

function reasonOf(info: RegistryFactSheet['info']): string | undefined {
  return info.kind === 'unreachable' ? `dockerd cannot be asked: ${info.reason}` : undefined
}

function differing(wanted: Vars, used: Vars): readonly string[] {
  return Object.keys(wanted).filter((key) => !isDeepStrictEqual(wanted[key], used[key]))
}
