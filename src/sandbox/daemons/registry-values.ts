import { gte } from 'semver'

export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string }

/** moby's ValidateMirror (registry/config.go at the tags of 20.10 to 28.3): the normalised mirror or its complaint. */
export function checkMirror(mirror: string, version: string): Checked<string> {
  const named = gte(version, '28.3.0')
  const wanted = named ? ": must use either 'https://' or 'http://'" : ''
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(mirror)?.[1]?.toLowerCase() ?? ''
  if (named && !/^[^:]+:\/\//.test(mirror)) return refuse(`no scheme specified for "${mirror}"${wanted}`)
  if (scheme !== 'http' && scheme !== 'https') return refuse(`unsupported scheme "${scheme}" in "${mirror}"${wanted}`)

  const rest = mirror.slice(scheme.length + 1).replace(/^\/\//, '')
  const authority = /^[^/?#]*/.exec(rest)?.[0] ?? ''
  const path = /^[^?#]*/.exec(rest.slice(authority.length))?.[0] ?? ''
  const pathRefused = !gte(version, '24.0.8')
  if (/[?#]/.test(rest) || (pathRefused && path !== '' && path !== '/')) {
    return refuse(`${pathRefused ? 'path, query, or fragment' : 'query or fragment'} at end of the URI "${mirror}"`)
  }
  if (authority.includes('@')) {
    const shown = mirror.replace(/:\/\/([^:@/]*)(?::[^@/]*)?@/, '://$1:xxxxx@')
    return refuse(`username/password not allowed in URI "${shown}"`)
  }
  return { ok: true, value: `${mirror.replace(/\/$/, '')}/` }
}

export interface InsecureRegistries {
  readonly cidrs: readonly string[]
  /** `host[:port]`, in the exact text: nothing else matches. */
  readonly names: readonly string[]
}

/** moby's loadInsecureRegistries. */
export function checkInsecureRegistries(entries: readonly string[], version: string): Checked<InsecureRegistries> {
  const cidrs: string[] = []
  const names: string[] = []
  for (const entry of entries) {
    const name = entry === 'index.docker.io' ? 'docker.io' : entry
    if (name.startsWith('-') || name.endsWith('-')) {
      return { ok: false, message: `invalid index name (${name}). Cannot begin or end with a hyphen` }
    }
    const scheme = /^(https?):\/\//i.exec(name)?.[0] ?? ''
    if (scheme === '' && name.includes('://')) {
      return { ok: false, message: `insecure registry ${name} should not contain '://'` }
    }
    const bare = name.slice(scheme.length)
    if (isCidr(bare)) {
      cidrs.push(bare)
      continue
    }
    const complaint = hostPortComplaint(bare)
    if (complaint !== undefined) return { ok: false, message: `insecure registry ${bare} is not valid: ${complaint}` }
    names.push(bare)
  }
  const always = gte(version, '28.0.0') ? ['::1/128', '127.0.0.0/8'] : ['127.0.0.0/8']
  return { ok: true, value: { cidrs: unique([...cidrs, ...always]), names: unique(names) } }
}

/** What the daemon logs for entries whose scheme it takes off, refused afterwards or not. */
export function schemeWarnings(entries: readonly string[]): readonly string[] {
  return entries.flatMap((entry) => {
    const scheme = /^https?:\/\//i.exec(entry)?.[0].toLowerCase()
    if (scheme === undefined) return []
    return [
      `insecure registry ${entry} should not contain '${scheme}' and '${scheme}' has been removed from the insecure registry config`,
    ]
  })
}

function hostPortComplaint(text: string): string | undefined {
  const host = /^(?:\[([^\]]*)\]|([^:]*))(?::|$)/.exec(text)
  const bareHost = host?.[1] ?? host?.[2] ?? text
  const domain = /^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*(:[0-9]+)?$/
  const ipv6 = /^(\[[0-9a-fA-F:]+\](:[0-9]+)?|[0-9a-fA-F]*:[0-9a-fA-F:]*:[0-9a-fA-F:]*)$/
  if (!domain.test(text) && !ipv6.test(text)) return `invalid host "${bareHost.replace(/\/.*$/, '')}"`
  const port = /^(?:\[[^\]]*\]|[^:]*):(\d+)$/.exec(text)?.[1]
  return port !== undefined && Number(port) > 65535 ? `invalid port "${port}"` : undefined
}

function isCidr(text: string): boolean {
  return /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:]*)\/\d{1,3}$/.test(text)
}

export function unique(items: readonly string[]): string[] {
  return [...new Set(items)]
}

function refuse(what: string): Checked<never> {
  return { ok: false, message: `invalid mirror: ${what}` }
}
