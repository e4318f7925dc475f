import { LongshoreError } from '../../base/longshore-error.ts'
import type { TextProblem } from '../../text-edit/text-problem.ts'

const NOTHING = 'Nothing was changed.'

export function containerdMissing(): LongshoreError {
  return refusal('there is no containerd on this host', 'Install it first, or leave the host out')
}

export function unitMissing(): LongshoreError {
  return refusal(
    'containerd.service is not known to systemd on this host',
    'k3s and RKE2 bring a containerd of their own: write their registries.yaml. apply: stage only writes the files',
  )
}

export function tooOld(version: string): LongshoreError {
  return refusal(`containerd ${version} does not read hosts.toml files, 1.5 and later do`, 'Upgrade containerd')
}

export function textBroken(path: string, { message, line, column }: TextProblem): LongshoreError {
  return new LongshoreError('REGISTRY_CONFIG_BROKEN', `${path}:${line}:${column}: ${message}`, {
    hint: `${NOTHING} Mend the file first`,
    at: { file: path, line, column },
  })
}

export function containerdRefusesFile(path: string, reason: string): LongshoreError {
  return new LongshoreError(
    'REGISTRY_CONFIG_BROKEN',
    `${path} is broken already, containerd would not survive a restart: ${reason}`,
    { hint: `${NOTHING} Mend the file first` },
  )
}

export function wrongFileVersion(path: string, fileVersion: number, version: string): LongshoreError {
  const [message, hint] =
    fileVersion >= 3
      ? [`containerd ${version} reads versions up to 2`, 'Write the file as version 2']
      : [`containerd ${version} ignores registry settings in it`, 'Convert it first: containerd config migrate']
  return new LongshoreError('REGISTRY_CONFIG_BROKEN', `${path} is of version ${fileVersion}: ${message}`, {
    hint: `${NOTHING} ${hint}`,
  })
}

export function mirrorsMeetConfigPath(path: string, what: string): LongshoreError {
  return refusal(
    `${path} has ${what}: together with config_path it disables the CRI plugin, with containerd still active`,
    'Set convert_mirrors: true to turn it into hosts.toml files',
  )
}

export function mirrorsAreImported(path: string, what: string): LongshoreError {
  return refusal(`a file that ${path} imports sets ${what}, which must not meet config_path`, 'Remove it there first')
}

export function configPathIsImported(path: string, value: string): LongshoreError {
  return refusal(
    `a file that ${path} imports sets config_path to ${value || 'nothing'}, which wins over the file itself`,
    'Change it there, or set config_path of the task to the same folder',
  )
}

export function downloadsAreImported(path: string, value: number): LongshoreError {
  return refusal(
    `a file that ${path} imports sets max_concurrent_downloads to ${value}, which wins over the file itself`,
    'Change it there, or ask for the same number',
  )
}

export function hostsTomlExists(path: string): LongshoreError {
  return refusal(
    `mirrors cannot be converted: ${path} is there already, and says what it says`,
    'Name that registry under mirrors to state what its file shall hold',
  )
}

export function spegelOwnsFolder(path: string): LongshoreError {
  return refusal(
    `${path} has a _backup folder: Spegel writes and cleans this folder itself`,
    'Configure the mirror in Spegel, or use another config_path',
  )
}

export function caMissing(paths: readonly string[]): LongshoreError {
  return refusal(`CA files are missing on the host, every pull would fail: ${paths.join(', ')}`, 'Copy them first')
}

export function restartWouldStopContainers(names: readonly string[], version: string): LongshoreError {
  return refusal(
    `config.toml needs a restart of containerd ${version}, which restarts dockerd with it and stops ${names.length} containers: ${names.join(', ')}`,
    'Use apply: restart to accept that, apply: stage to write the files only, or turn live-restore on first',
  )
}

function refusal(message: string, hint: string): LongshoreError {
  return new LongshoreError('REGISTRY_CONFIG_INVALID', message, { hint: `${NOTHING} ${hint}` })
}
