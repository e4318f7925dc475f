import type { TomlDocument } from '../../text-edit/toml-document.ts'
import { EVERY_PULL, type ConfFinding } from './conf-finding.ts'

/** Registries and their mirrors are lists of tables: `[[registry]]`, and below one `[[registry.mirror]]`. Seen on podman 4.3.1. */
export function shapeFindings({ root, tables }: TomlDocument): ConfFinding[] {
  const first = tables.find(({ path }) => path[0] === 'registry')
  const orphan = first?.path[1] === 'mirror' ? first : undefined
  const single = tables.filter(({ path, kind }) => kind === 'standard' && /^registry(\.mirror)?$/.test(path.join('.')))
  const texts = root.filter(({ path, value }) => path.join('.') === 'registry' && !Array.isArray(value))
  return [
    ...(orphan === undefined ? [] : [wrong('[[registry.mirror]] stands below no [[registry]]', orphan.start)]),
    ...single.map(({ path, start }) => wrong(`[${path.join('.')}] is one table where a list is read`, start, path)),
    ...texts.map(({ start }) => wrong('registry must be a list of tables', start, ['registry'])),
  ]
}

function wrong(what: string, offset: number, path?: readonly string[]): ConfFinding {
  const fix = path === undefined ? 'write [[registry]] above it' : `write [[${path.join('.')}]]`
  return { severity: 'fatal', code: 'wrong-type', message: `${what}: ${EVERY_PULL}`, offset, fix }
}
