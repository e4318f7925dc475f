import type { Unplaced } from '../finding.ts'
import { has } from '../capabilities/matrix.ts'
import type { Version } from '../version.ts'
import { registryFinding } from './host-directory.ts'

/** What the names of a file below certs.d and of its folder mean to containerd. */
export function hostsPlaceFindings(directory: string, file: string, version: Version): Unplaced[] {
  return [...fileFindings(file), ...directoryFindings(directory, version)]
}

function fileFindings(file: string): Unplaced[] {
  if (file === 'hosts.toml') return []
  if (/^hosts?\.toml$/i.test(file)) {
    const message = `the file is called ${file}: containerd reads hosts.toml only, and pulls go to the upstream`
    return [{ severity: 'ignored', code: 'file-name', message, fix: 'call it hosts.toml' }]
  }
  return []
}

function directoryFindings(directory: string, version: Version): Unplaced[] {
  if (directory === '_default') {
    if (has('containerd', version, 'default-directory')) return []
    const message = 'the folder _default is not read by containerd before 1.6.17'
    return [{ severity: 'ignored', code: 'directory-name', message, fix: 'make a folder for each registry' }]
  }
  const registry = directory.replace(/^(.+)_(\d+)_$/, '$1:$2')
  const finding = registryFinding(registry)
  if (finding === undefined) return []
  const fix = finding.fix === undefined ? {} : { fix: finding.fix.replace(/^write/, 'call it') }
  return [{ severity: 'ignored', code: 'directory-name', message: `the folder ${finding.message}`, ...fix }]
}
