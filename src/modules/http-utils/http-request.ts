/** One HTTP request, as the host makes it. */
export interface HttpRequest {
  readonly method: string
  /** May hold a user and a password, and so never reaches an argv. */
  readonly url: string
  /** In order. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: HttpBody | undefined
  /** Follow redirects at all: what `follow_redirects` comes to for the method. */
  readonly followRedirects: boolean
  readonly user: string | undefined
  readonly password: string | undefined
  /** Send user and password with the first request, not only when the server asks. */
  readonly forceBasicAuth: boolean
  /** Seconds in which nothing comes before the host gives up. */
  readonly timeout: number
  readonly validateCerts: boolean
  /** Paths on the host. */
  readonly caPath: string | undefined
  readonly clientCert: string | undefined
  readonly clientKey: string | undefined
  readonly unixSocket: string | undefined
  /** Names of headers, in small letters, that a redirect does not get. */
  readonly unredirected: readonly string[]
  /** Of OpenSSL, up to TLS 1.2. */
  readonly ciphers: readonly string[]
  readonly agent: string
  readonly useProxy: boolean
  readonly decompress: boolean
}

export type HttpBody =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  /** A file of the host. */
  | { readonly kind: 'file'; readonly path: string }

/** Methods that `follow_redirects: safe` follows for. */
const SAFE = new Set(['GET', 'HEAD'])

/** Ansible's words for `follow_redirects` (module_utils/urls.py, RedirectHandlerFactory); `urllib2` follows as urllib does. */
export function followsRedirects(mode: string, method: string): boolean {
  if (mode === 'safe') return SAFE.has(method)
  return mode !== 'none' && mode !== 'no'
}
