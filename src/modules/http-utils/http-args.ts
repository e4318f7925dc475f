import * as z from 'zod'
import { boolArg, intArg, textArg, textListArg } from '../arg-types.ts'
import { headersArg } from './headers-arg.ts'
import type { HttpRequest } from './http-request.ts'

/** What `uri` and `get_url` have in common: Ansible's `url_argument_spec`. */
export const httpArgs = () => ({
  url: textArg().describe('http://, https://, ftp:// or file://; user:password@ may stand before the host'),
  headers: headersArg().describe('Headers of the request'),
  url_username: textArg().optional().describe('User for basic authentication'),
  url_password: textArg().optional().describe('Password for basic authentication'),
  force_basic_auth: boolArg().default(false).describe('Send user and password at once, not only when asked'),
  http_agent: textArg().default('ansible-httpget').describe('The User-Agent header'),
  use_proxy: boolArg().default(true).describe('Use the proxies that the environment of the task names'),
  validate_certs: boolArg().default(true).describe('Check the certificate of an https server'),
  ca_path: textArg().optional().describe('A PEM file on the host with the authorities to trust'),
  client_cert: textArg().optional().describe('A PEM file on the host with the certificate to show'),
  client_key: textArg().optional().describe('A PEM file on the host with its key'),
  force: boolArg().default(false).describe('Ask caches for a fresh copy; with get_url, download in any case'),
  decompress: boolArg().default(true).describe('Unpack an answer that is sent with gzip'),
  ciphers: textListArg().default([]).describe('Ciphers of OpenSSL that are allowed, up to TLS 1.2'),
  unredirected_headers: textListArg().default([]).describe('Names of headers that a redirect does not get'),
  use_gssapi: z.literal(false, { error: 'only false is supported' }).default(false).describe('Only false is supported'),
  use_netrc: boolArg().default(true).describe('Taken for playbooks that have it; ~/.netrc is not read'),
})

export const HTTP_ALIASES = { user: 'url_username', password: 'url_password', 'http-agent': 'http_agent' } as const

type HttpArgs = z.output<z.ZodObject<ReturnType<typeof httpArgs>>>

export const timeoutArg = (seconds: number) =>
  intArg().default(seconds).describe('Seconds in which nothing comes before the host gives up')

/** The request that the common arguments come to; the rest is the module's. */
export function requestOf(
  args: HttpArgs & { readonly timeout: number },
  own: Pick<HttpRequest, 'method' | 'followRedirects'> & Partial<HttpRequest>,
): HttpRequest {
  return {
    url: args.url,
    body: undefined,
    user: args.url_username,
    password: args.url_password,
    forceBasicAuth: args.force_basic_auth,
    timeout: args.timeout,
    validateCerts: args.validate_certs,
    caPath: args.ca_path,
    clientCert: args.client_cert,
    clientKey: args.client_key,
    unixSocket: undefined,
    unredirected: args.unredirected_headers.map((name) => name.toLowerCase()),
    ciphers: args.ciphers,
    agent: args.http_agent,
    useProxy: args.use_proxy,
    decompress: args.decompress,
    headers: args.headers,
    ...own,
  }
}
