import type { SecretView } from '../../model/host-snapshot.ts'
import { maskCredentials } from '../../text-edit/mask-credentials.ts'

/** Names that stand for a credential with a list after them, which no mask knows to take apart. */
const LISTED = /^([ \t]*["']?(?:authorization|[\w.-]*(?:password|token|secret|auth))["']?[ \t]*[:=][ \t]*)\[.*$/gim

/** A text of the host's as it may be kept and shown in clear. */
export function masked(text: string): string {
  return maskCredentials(text).replace(LISTED, '$1["***"]')
}

/**
 * Whether a file lets somebody in, and what of it may be shown. One that is marked shows its names alone, as far as it is
 * JSON; any other one is secret where it holds a credential, and shows everything else.
 */
export function secretView(path: string, content: Buffer, isMarked: boolean): SecretView | undefined {
  const text = textOf(content)
  if (isMarked || path.endsWith('.key')) return { masked: text === undefined ? undefined : outline(text) }
  if (text === undefined) return undefined
  const shown = masked(text)
  return shown === text ? undefined : { masked: shown }
}

function textOf(content: Buffer): string | undefined {
  const text = content.toString('utf8')
  return Buffer.from(text, 'utf8').equals(content) && !text.includes('\0') ? text : undefined
}

function outline(text: string): string | undefined {
  try {
    return `${JSON.stringify(starred(JSON.parse(text)), undefined, 2)}\n`
  } catch {
    return undefined
  }
}

function starred(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(starred)
  if (typeof value !== 'object' || value === null) return '***'
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, starred(inner)]))
}
