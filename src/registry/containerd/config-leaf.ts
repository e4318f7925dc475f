import { nearestName } from '../../base/nearest-name.ts'
import type { TomlLeaf } from '../../text-edit/toml-leaves.ts'
import { has } from '../capabilities/matrix.ts'
import { isGoDuration } from '../go-duration.ts'
import { CRI_V1, CRI_V2, IMAGES_V3, schemaAt, type ConfigType } from './config-schema.ts'
import type { ConfigFinding, ConfigView } from './config-view.ts'

/** One value: its name, its type and, for durations, its form. */
export function leafFindings(leaf: TomlLeaf, view: ConfigView): ConfigFinding[] {
  const answer = schemaAt(leaf.path)
  if (answer.kind === 'unknown') return unknownName(leaf, answer.name, answer.known)
  if (answer.kind === 'table') return [wrongType(leaf, 'a table')]
  if (!isReadBy(leaf, view)) return []
  if (!hasType(answer.type, leaf)) return [wrongType(leaf, WANTED[answer.type])]
  return durationFindings(leaf, view)
}

const WANTED: Readonly<Record<ConfigType, string>> = {
  text: 'a text',
  texts: 'a list of texts',
  integer: 'a whole number',
  boolean: 'true or false',
  any: 'anything',
}

/** A section of a plugin that this file's version does not name is not decoded: the type of its values does not matter. */
function isReadBy({ path }: TomlLeaf, { fileVersion, version }: ConfigView): boolean {
  if (path[0] !== 'plugins') return true
  if (path[3] === 'configs' && path[5] === 'tls' && !has('containerd', version, 'configs-tls')) return false
  const plugin = path[1] ?? ''
  if (fileVersion >= 3) return plugin === IMAGES_V3
  return fileVersion === 2 ? plugin === CRI_V2 : plugin === CRI_V1
}

function hasType(type: ConfigType, { value, raw }: TomlLeaf): boolean {
  switch (type) {
    case 'any':
      return true
    case 'text':
      return typeof value === 'string'
    case 'boolean':
      return typeof value === 'boolean'
    case 'integer':
      return (typeof value === 'number' || typeof value === 'bigint') && !/^[^x]*[.eE]/.test(raw)
    case 'texts':
      return Array.isArray(value) && value.every((item) => typeof item === 'string')
  }
}

function wrongType({ path, offset }: TomlLeaf, wanted: string): ConfigFinding {
  const message = `${path.at(-1) ?? ''} must be ${wanted}: containerd does not start with it`
  return { severity: 'fatal', code: 'wrong-type', message, offset }
}

function unknownName({ path, offset }: TomlLeaf, name: string, known: readonly string[]): ConfigFinding[] {
  const nearest = nearestName(name, known)
  const isOurs = path[0] === 'plugins' && path.includes('registry')
  if (nearest === undefined && !isOurs) return []
  const fix = nearest === undefined ? {} : { fix: `did you mean ${nearest}?` }
  const message = `${name} is not a key of containerd: it is ignored`
  return [{ severity: 'ignored', code: 'unknown-key', message, offset, ...fix }]
}

function durationFindings({ path, value, offset }: TomlLeaf, { version }: ConfigView): ConfigFinding[] {
  const name = path.at(-1) ?? ''
  const isTimeout = path[0] === 'timeouts'
  const isProgress = name === 'image_pull_progress_timeout' && has('containerd', version, 'image-pull-progress-timeout')
  const isCri = isProgress || name === 'stream_idle_timeout'
  if (!(isTimeout || isCri) || typeof value !== 'string' || isGoDuration(value)) return []
  if (isCri && value === '') return []
  const what = isTimeout ? 'containerd does not start with it' : CRI_DIES
  const message = `${name} ${value} is not a duration: ${what}`
  return [{ severity: 'fatal', code: 'duration', message, offset, fix: 'write "5m" or "30s"' }]
}

export const CRI_DIES = 'the CRI plugin does not load, kubelet sees no runtime, and containerd itself stays active'
