import { createHash } from 'node:crypto'
import { basename, extname } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { BindContext } from '../../model/module.ts'
import { bodyNotUsable } from './errors.ts'
import type { RequestBody } from './request-body.ts'

interface Part {
  readonly name: string
  readonly type: string
  readonly filename: string | undefined
  readonly content: Buffer
}

/**
 * A form as RFC 7578 has it: a text for each field, or a map with `content`, or with `filename` alone a file of the
 * controller, and `mime_type`. Bytes go as they are; Ansible packs files in base64, which receivers need not understand.
 */
export async function multipartBody(body: unknown, context: BindContext): Promise<Result<RequestBody, LongshoreError>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return err(notMap())
  const parts: Part[] = []
  for (const [name, value] of Object.entries(body)) {
    const part = await partOf(name, value, context)
    if (!part.ok) return part
    parts.push(part.value)
  }
  const boundary = createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 32)
  const chunks = parts.flatMap((part) => [Buffer.from(headOf(part, boundary)), part.content, Buffer.from('\r\n')])
  const bytes = Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)])
  return ok({ body: { kind: 'bytes', bytes }, type: `multipart/form-data; boundary=${boundary}` })
}

async function partOf(
  name: string,
  value: unknown,
  { controller }: BindContext,
): Promise<Result<Part, LongshoreError>> {
  if (typeof value === 'string') {
    return ok({ name, type: 'text/plain', filename: undefined, content: Buffer.from(value) })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return err(notMap())
  const { content, filename, mime_type: type } = value as Partial<Record<string, unknown>>
  const file = typeof filename === 'string' ? filename : undefined
  const given = typeof type === 'string' ? type : (TYPES[extname(file ?? '')] ?? 'application/octet-stream')
  const base = { name, type: given, filename: file === undefined ? undefined : basename(file) }
  if (typeof content === 'string') return ok({ ...base, content: Buffer.from(content) })
  if (file === undefined) return err(bodyNotUsable('form-multipart', 'content or filename in each field that is a map'))
  const path = await controller.resolve(file, 'files')
  if (!path.ok) return path
  const bytes = await controller.read(path.value)
  return bytes.ok ? ok({ ...base, content: bytes.value }) : bytes
}

const TYPES: Readonly<Record<string, string>> = {
  '.txt': 'text/plain',
  '.html': 'text/html',
  '.json': 'application/json',
  '.xml': 'text/xml',
  '.gz': 'application/gzip',
  '.zip': 'application/zip',
  '.png': 'image/png',
}

function headOf({ name, filename, type }: Part, boundary: string): string {
  const quoted = (text: string) => text.replace(/["\r\n]/g, (char) => encodeURIComponent(char))
  const file = filename === undefined ? '' : `; filename="${quoted(filename)}"`
  return `--${boundary}\r\nContent-Type: ${type}\r\nContent-Disposition: form-data; name="${quoted(name)}"${file}\r\n\r\n`
}

function notMap(): LongshoreError {
  return bodyNotUsable('form-multipart', 'body must be mapping, of texts or maps')
}
