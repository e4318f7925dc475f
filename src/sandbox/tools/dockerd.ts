import { gte } from 'semver'

import { validateDaemonJson } from '../daemons/dockerd.ts'
import { DAEMON_JSON, type Machine } from '../daemons/machine.ts'
import { parseArgs } from './parse-args.ts'
import { failed, notSimulated, printed, type ToolOutput } from './tool-output.ts'

export function dockerd(machine: Machine, args: readonly string[]): ToolOutput {
  const parsed = parseArgs(args, ['--config-file', '-H', '--host', '--containerd', '--data-root', '-g'])
  if (parsed.has('--version', '-v')) {
    return printed(`Docker version ${machine.spec.docker ?? ''}, build sandbox`)
  }
  if (!parsed.has('--validate')) return notSimulated(`dockerd ${args.join(' ')}`)
  if (!gte(machine.dockerVersion, '23.0.0')) {
    return failed(1, "Status: unknown flag: --validate\nSee 'dockerd --help'., Code: 125")
  }
  const given = parsed.value('--config-file')
  const path = given ?? DAEMON_JSON
  const file = machine.deps.readFile(path)
  if (file === undefined) {
    if (given === undefined) return failed(0, 'configuration OK')
    return failed(1, `unable to configure the Docker daemon with file ${path}: open ${path}: no such file or directory`)
  }
  const valid = validateDaemonJson(file, machine.dockerVersion, path)
  return valid.ok ? failed(0, 'configuration OK') : failed(1, valid.message)
}
