import type { X509Certificate } from 'node:crypto'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { BindContext } from '../../model/module.ts'
import type { RegistryCaArgs } from './args.ts'
import { clientPairIncomplete, hubIgnoresStore, nothingToTrust, pemInvalid, systemTakesNoClient } from './errors.ts'
import { authorityProblem, authorityWarnings, keyProblem, readCertificates } from './pem.ts'

/** What shall be in place. Texts end in a newline. */
export interface Trust {
  readonly ca: string | undefined
  readonly client: { readonly certificate: string; readonly key: string } | undefined
  readonly certificates: readonly X509Certificate[]
  readonly warnings: readonly string[]
}

export interface PreparedCa {
  readonly args: RegistryCaArgs
  readonly trust: Trust
}

const NOTHING: Trust = { ca: undefined, client: undefined, certificates: [], warnings: [] }

/** Reads and checks certificates and key on the controller, before the host is asked anything. */
export async function prepareCa(
  args: RegistryCaArgs,
  context: BindContext,
): Promise<Result<PreparedCa, LongshoreError>> {
  const refusal = refusalOf(args)
  if (refusal !== undefined) return err(refusal)
  if (args.state === 'absent') return ok({ args, trust: NOTHING })
  const ca = await readAuthority(args.ca, context)
  if (!ca.ok) return ca
  const client = await readClient(args, context)
  if (!client.ok) return client
  const certificates = [...ca.value.certificates, ...client.value.certificates]
  const { warnings, text } = ca.value
  return ok({ args, trust: { ca: text, client: client.value.pair, certificates, warnings } })
}

function refusalOf({ registry, state, store, ca, client_cert: cert, client_key: key }: RegistryCaArgs) {
  if (registry === 'docker.io' && store.includes('docker')) return hubIgnoresStore()
  if ((cert === undefined) !== (key === undefined)) return clientPairIncomplete(cert === undefined)
  if (cert !== undefined && store.includes('system')) return systemTakesNoClient()
  if (state === 'present' && ca === undefined && cert === undefined) return nothingToTrust()
  return state === 'present' && ca === undefined && store.includes('system') ? nothingToTrust() : undefined
}

async function readAuthority(given: string | undefined, context: BindContext) {
  if (given === undefined) return ok({ text: undefined, certificates: [], warnings: [] })
  const source = await pemText(given, 'ca', context)
  if (!source.ok) return source
  const { text, from } = source.value
  const read = readCertificates(text)
  if (!read.ok) return err(pemInvalid(from, read.error))
  const problem = authorityProblem(read.value)
  if (problem !== undefined) return err(pemInvalid(from, problem))
  return ok({ text, certificates: read.value, warnings: authorityWarnings(read.value) })
}

async function readClient({ client_cert: cert, client_key: key }: RegistryCaArgs, context: BindContext) {
  if (cert === undefined || key === undefined) return ok({ pair: undefined, certificates: [] })
  const certSource = await pemText(cert, 'client_cert', context)
  if (!certSource.ok) return certSource
  const keySource = await pemText(key, 'client_key', context)
  if (!keySource.ok) return keySource
  const read = readCertificates(certSource.value.text)
  if (!read.ok) return err(pemInvalid(certSource.value.from, read.error))
  const [leaf] = read.value
  const problem = leaf === undefined ? undefined : keyProblem(keySource.value.text, leaf)
  if (problem !== undefined) return err(pemInvalid(keySource.value.from, problem))
  return ok({ pair: { certificate: certSource.value.text, key: keySource.value.text }, certificates: read.value })
}

/** PEM text as it is given, or that of a file; `from` names it in messages. */
async function pemText(given: string, argument: string, { controller }: BindContext) {
  if (given.includes('-----BEGIN')) return ok({ text: ended(given), from: `the text of ${argument}` })
  const path = await controller.resolve(given, 'files')
  if (!path.ok) return path
  const bytes = await controller.read(path.value)
  // latin1 keeps the first byte of a DER file what it is; PEM is ASCII.
  return bytes.ok ? ok({ text: ended(bytes.value.toString('latin1')), from: path.value }) : bytes
}

function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}
