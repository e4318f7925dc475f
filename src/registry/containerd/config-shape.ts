import { startsWith } from '../../text-edit/toml-document.ts'
import { firstWith, has } from '../capabilities/matrix.ts'
import type { Version } from '../version.ts'
import { CRI_V1, CRI_V2, IMAGES_V3, RUNTIME_V3 } from './config-schema.ts'
import type { ConfigFinding, ConfigView } from './config-view.ts'

/** `version = N` against what this binary reads. */
export function versionFindings({ fileVersion, version, offsetOf }: ConfigView): ConfigFinding[] {
  const highest = highestVersion(version)
  if (fileVersion <= highest) return []
  const offset = offsetOf('version')
  if (!has('containerd', version, 'config-version-checked')) {
    const message = `version = ${fileVersion}: containerd before ${firstWith('containerd', 'config-version-checked')} reads the file as version 2, and sections with newer names not at all`
    return [{ severity: 'ignored', code: 'config-version', message, offset, fix: 'write version = 2' }]
  }
  const name = `config-version-${fileVersion === 3 ? 3 : 4}` as const
  const known = fileVersion <= 4
  const message = known
    ? `version = ${fileVersion} is read by containerd ${firstWith('containerd', name)} and later only: the daemon does not start with it`
    : `version = ${fileVersion} is read by no containerd: the daemon does not start with it`
  const fix = 'write version = 2, which every containerd reads, and the names that go with it'
  return [{ severity: 'fatal', code: 'config-version', message, offset, fix }]
}

function highestVersion(version: Version): number {
  if (has('containerd', version, 'config-version-4')) return 4
  if (has('containerd', version, 'config-version-3')) return 3
  return has('containerd', version, 'config-version-2') ? 2 : 1
}

/** Sections under a plugin's name of another version of the file: they are not read. */
export function pluginIdFindings({ fileVersion, tables, leaves, version, offsetOf }: ConfigView): ConfigFinding[] {
  const isThere = (plugin: string, section: readonly string[] = []): boolean =>
    [...tables, ...leaves.map(({ path }) => path)].some((path) => startsWith(path, ['plugins', plugin, ...section]))
  const ignored = (plugin: string, message: string, fix: string): ConfigFinding => {
    const offset = offsetOf('plugins', plugin)
    return { severity: 'ignored', code: 'plugin-of-other-version', message, offset, fix }
  }
  const found: ConfigFinding[] = []
  if (fileVersion === 1) {
    for (const plugin of [CRI_V2, IMAGES_V3, RUNTIME_V3].filter((name) => isThere(name))) {
      const message = `the file has no version = 2, so its section ${plugin} is not read`
      found.push(ignored(plugin, message, `write version = ${plugin === CRI_V2 ? 2 : 3} at the top`))
    }
  }
  if (fileVersion === 2) {
    for (const plugin of [IMAGES_V3, RUNTIME_V3].filter((name) => isThere(name))) {
      found.push(
        ignored(plugin, `${plugin} is a name of version 3: in a file of version 2 it is not read`, `write ${CRI_V2}`),
      )
    }
  }
  if (fileVersion >= 2 && isThere(CRI_V1)) {
    found.push(ignored(CRI_V1, `plugins.cri is a name of version 1: it is not read`, `write ${CRI_V2}`))
  }
  if (fileVersion >= 3 && has('containerd', version, 'config-version-3') && isThere(CRI_V2, ['registry'])) {
    const message = `${CRI_V2} is the name of version 2: in a file of version 3 its registry settings are not read`
    found.push(ignored(CRI_V2, message, `write ${IMAGES_V3}`))
  }
  return found
}

/** Names of plugins in a file of version 2 and later: at least four words. Source: containerd `ValidateV2`. */
export function pluginNameFindings({
  fileVersion,
  version,
  value,
  tables,
  leaves,
  offsetOf,
}: ConfigView): ConfigFinding[] {
  if (fileVersion < 2) return []
  const isChecked = has('containerd', version, 'plugin-names-checked')
  const sections = [...tables, ...leaves.map(({ path }) => path)].flatMap((path) =>
    path[0] === 'plugins' && path[1] !== undefined ? [path[1]] : [],
  )
  const bad = (names: readonly string[], ...place: readonly string[]): ConfigFinding[] =>
    [...new Set(names)]
      .filter((name) => name.split('.').length < 4)
      .map((name) => ({
        severity: 'fatal',
        code: 'required-plugin',
        message: `${name} is not how a plugin is named in a file of version 2 and later: containerd does not start with it`,
        offset: offsetOf(...place),
        fix: 'write a name such as io.containerd.grpc.v1.cri',
      }))
  return [
    ...bad(textsOf(value('required_plugins')), 'required_plugins'),
    ...(isChecked ? bad(textsOf(value('disabled_plugins')), 'disabled_plugins') : []),
    ...(isChecked ? bad(sections, 'plugins') : []),
  ]
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/** Files that are imported, and what becomes of sections that they share with this one. */
export function importFindings({ leaves, version, offsetOf, value }: ConfigView): ConfigFinding[] {
  const imports = value('imports')
  const hasPlugins = leaves.some(({ path }) => path[0] === 'plugins')
  if (
    Array.isArray(imports) &&
    imports.length > 0 &&
    hasPlugins &&
    !has('containerd', version, 'deep-merge-of-imports')
  ) {
    const message =
      "containerd before 2.0.0 replaces a plugin's whole section by that of an imported file: what is set here may be gone"
    const fix = 'give each plugin one file'
    return [{ severity: 'warning', code: 'import-replaces-section', message, offset: offsetOf('imports'), fix }]
  }
  return []
}
