import coerce from 'semver/functions/coerce.js'
import gte from 'semver/functions/gte.js'

/** A version as `major.minor.patch`, without what distributions add (`20.10.24+dfsg1` is `20.10.24`). */
export type Version = string

/** From `Docker version 20.10.24+dfsg1, build 297e128` (`dockerd --version`) or a bare version (`docker version -f`). */
export function parseDockerVersion(text: string): Version | undefined {
  return coerced(/^(?:Docker version )?v?(\d+\.\d+\S*?),?(?: build .*)?$/m.exec(text.trim())?.[1])
}

/** From `containerd github.com/containerd/containerd/v2 2.1.9+unknown ` (`containerd --version`). */
export function parseContainerdVersion(text: string): Version | undefined {
  return coerced(/^(?:containerd \S+ )?v?(\d+\.\d+\S*)/m.exec(text.trim())?.[1])
}

export function isAtLeast(version: Version, threshold: Version): boolean {
  return gte(version, threshold)
}

export function isBelow(version: Version, threshold: Version): boolean {
  return !gte(version, threshold)
}

/** Docker wrote months with a zero (`17.06`), which is no semantic version. */
function coerced(text: string | undefined): Version | undefined {
  return coerce(text?.replace(/\.0+(?=\d)/g, '.'))?.version
}
