/** A name of an image, written out in full. */
export interface ImageReference {
  /** The registry as images name it, such as `docker.io` or `reg:5000`. */
  readonly registry: string
  readonly repository: string
  /** A tag, or a digest with its algorithm. */
  readonly reference: string
}

const DIGEST = /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-fA-F]{32,}$/
const PART = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/

/**
 * Reads `alpine`, `reg:5000/team/app:1` or `app@sha256:...` as Docker does: Docker Hub and its `library/` are put before
 * what does not name a registry, `latest` after what names no tag. Undefined where it is none. Source:
 * distribution/reference normalize.go.
 */
export function parseImageReference(text: string): ImageReference | undefined {
  const at = text.indexOf('@')
  const digest = at === -1 ? undefined : text.slice(at + 1)
  if (digest !== undefined && !DIGEST.test(digest)) return undefined
  const [, path = '', tag] = /^(.*?)(?::([^/:]*))?$/.exec(at === -1 ? text : text.slice(0, at)) ?? []
  if (tag !== undefined && !/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(tag)) return undefined
  const { registry, repository } = splitRegistry(path)
  if (registry === '' || !repository.split('/').every((part) => PART.test(part))) return undefined
  return { registry, repository, reference: digest ?? tag ?? 'latest' }
}

function splitRegistry(path: string): Pick<ImageReference, 'registry' | 'repository'> {
  const slash = path.indexOf('/')
  const first = slash === -1 ? '' : path.slice(0, slash)
  const isRegistry = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase()
  if (isRegistry && first !== 'docker.io' && first !== 'index.docker.io') {
    return { registry: first, repository: path.slice(slash + 1) }
  }
  const rest = isRegistry ? path.slice(slash + 1) : path
  return { registry: 'docker.io', repository: rest.includes('/') ? rest : `library/${rest}` }
}

/** The whole name, as containerd wants it. */
export function fullName({ registry, repository, reference }: ImageReference): string {
  return `${registry}/${repository}${reference.includes(':') ? '@' : ':'}${reference}`
}
