import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { BindContext } from '../../model/module.ts'
import type { HttpBody } from '../http-utils/http-request.ts'
import { pythonJson } from '../module-utils/python-json.ts'
import type { UriArgs } from './args.ts'
import { formPairs } from './form-pairs.ts'
import { multipartBody } from './multipart.ts'
import { bodyAndSource, bodyNotUsable } from './errors.ts'

export interface RequestBody {
  readonly body: HttpBody | undefined
  /** Content-Type, where the format of the body decides it. */
  readonly type: string | undefined
}

const NOTHING: RequestBody = { body: undefined, type: undefined }

/** What is sent, read on the controller where it is there. */
export async function requestBody(args: UriArgs, context: BindContext): Promise<Result<RequestBody, LongshoreError>> {
  if (args.src !== undefined) return sourceBody(args.src, args, context)
  const { body } = args
  if (args.body_format === 'form-multipart') return multipartBody(body, context)
  if (body === undefined || body === null) return ok(NOTHING)
  const type = args.body_format === 'json' ? 'application/json' : undefined
  if (args.body_format !== 'form-urlencoded' || typeof body === 'string') {
    const text = typeof body === 'string' && body !== '' ? body : typeof body === 'string' ? '' : pythonJson(body)
    const formType = args.body_format === 'form-urlencoded' ? FORM : type
    return ok({ body: bytesOf(text), type: formType })
  }
  const pairs = formPairs(body)
  if (pairs === undefined) return err(bodyNotUsable('form-urlencoded', 'a map, or a list of pairs'))
  return ok({ body: bytesOf(new URLSearchParams(pairs).toString()), type: FORM })
}

const FORM = 'application/x-www-form-urlencoded'

async function sourceBody(
  src: string,
  args: UriArgs,
  { controller }: BindContext,
): Promise<Result<RequestBody, LongshoreError>> {
  if (args.body !== undefined && args.body !== null) return err(bodyAndSource())
  if (args.remote_src) return ok({ body: { kind: 'file', path: src }, type: undefined })
  const path = await controller.resolve(src, 'files')
  if (!path.ok) return path
  const bytes = await controller.read(path.value)
  return bytes.ok ? ok({ body: { kind: 'bytes', bytes: bytes.value }, type: undefined }) : bytes
}

function bytesOf(text: string): HttpBody {
  return { kind: 'bytes', bytes: Buffer.from(text, 'utf8') }
}
