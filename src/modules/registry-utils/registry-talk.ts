import type { CommandOutput } from '../../model/command-output.ts'
import { shell, type ShellCommand } from '../../model/remote-command.ts'
import { curlConfig } from '../http-utils/curl-config.ts'
import { NO_CLIENT } from '../http-utils/http-script.ts'
import { maskCredentials } from '../../text-edit/mask-credentials.ts'
import { TALK } from './talk-script.ts'

/** What a host is to ask a registry, and as whom. */
export interface RegistryQuestion {
  /** The unit whose proxies count. */
  readonly unit: string
  /** Folders of the host with authorities (*.crt) and a client certificate, such as one of certs.d. */
  readonly trustFolders: readonly string[]
  /** A PEM file of the host. */
  readonly ca: string | undefined
  readonly validateCerts: boolean
  readonly apiUrl: string
  readonly manifestUrl: string | undefined
  /** For the scope of a token. */
  readonly repository: string
  readonly user: string | undefined
  readonly password: string | undefined
  /** Seconds. */
  readonly timeout: number
}

export type ExchangeName = 'api' | 'token' | 'api-again' | 'manifest' | 'manifest-token' | 'manifest-again'

/** One request and what came of it. */
export interface Exchange {
  readonly name: ExchangeName
  /** curl's. */
  readonly exitCode: number
  /** 0 where there was no answer. */
  readonly status: number
  /** Seconds from the start until each was done; 0 where it was not reached. */
  readonly named: number
  readonly connected: number
  readonly secured: number
  readonly answered: number
  readonly address: string
  /** What curl said of a mishap, else the challenge of a 401. */
  readonly said: string
}

export interface RegistryTalk {
  /** False: the host has no curl, and nothing was asked. */
  readonly hasClient: boolean
  /** Proxies in force, masked, as \`name=value\`. */
  readonly proxies: readonly string[]
  readonly digest: string | undefined
  readonly exchanges: readonly Exchange[]
}

/** Read-only: the request goes to curl's stdin, so that a password is in no argv. */
export function askRegistry(question: RegistryQuestion): ShellCommand {
  const config = curlConfig({
    method: 'GET',
    url: '',
    headers: [['Accept', MANIFESTS.join(', ')]],
    body: undefined,
    followRedirects: false,
    user: undefined,
    password: undefined,
    forceBasicAuth: false,
    timeout: question.timeout,
    validateCerts: question.validateCerts,
    caPath: undefined,
    clientCert: undefined,
    clientKey: undefined,
    unixSocket: undefined,
    unredirected: [],
    ciphers: [],
    agent: 'longshore',
    useProxy: true,
    decompress: false,
  })
  const credential =
    question.user === undefined ? '' : Buffer.from(`${question.user}:${question.password ?? ''}`).toString('base64')
  const words = [question.unit, config, question.ca ?? '', question.apiUrl, question.manifestUrl ?? '']
  return { ...shell(TALK, ...words, question.repository, credential, ...question.trustFolders), tolerant: true }
}

const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
]

export function readTalk({ exitCode, stdout }: CommandOutput): RegistryTalk {
  const rows = stdout
    .toString('utf8')
    .split('\n')
    .map((line) => line.split('|'))
  const valuesOf = (key: string) => rows.flatMap(([name, ...rest]) => (name === key ? [rest.join('|').trim()] : []))
  return {
    hasClient: exitCode !== NO_CLIENT,
    proxies: valuesOf('proxy').map(maskCredentials),
    digest: valuesOf('digest')[0],
    exchanges: rows.flatMap(([kind, name, ...rest]) => (kind === 'exchange' ? [exchangeOf(name, rest)] : [])),
  }
}

function exchangeOf(name: string | undefined, words: readonly string[]): Exchange {
  const [exitCode, status, named, connected, secured, answered, address = '', ...said] = words
  return {
    name: name as ExchangeName,
    exitCode: Number(exitCode),
    status: Number(status),
    named: Number(named),
    connected: Number(connected),
    secured: Number(secured),
    answered: Number(answered),
    address,
    said: said.join('|').replace(/^curl: \(\d+\) /, ''),
  }
}
