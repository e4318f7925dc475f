import { isUtf8 } from 'node:buffer'
import type { Vars } from '../../model/vars.ts'
import type { HttpAnswer } from '../http-utils/http-answer.ts'

/** `content` where it is wanted, and `json` where the answer says that it is JSON and it is. */
export function bodyOf(answer: HttpAnswer, content: Buffer, { wanted }: { readonly wanted: boolean }): Vars {
  const type = answer.headers.findLast(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  const text = decode(content, /charset="?([\w-]+)/i.exec(type)?.[1])
  const json = isJson(type) ? parsed(text) : undefined
  return { ...(json === undefined ? {} : { json }), ...(wanted ? { content: text } : {}) }
}

/** By Ansible's rule: `json` is anywhere in the subtype, as in `application/vnd.api+json`. */
function isJson(type: string): boolean {
  const [media = ''] = type.split(';')
  return /^\s*(application|text)\/.*json/i.test(media)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function decode(content: Buffer, charset: string | undefined): string {
  if (charset === undefined || isUtf8(content)) return content.toString('utf8')
  try {
    return new TextDecoder(charset).decode(content)
  } catch {
    return content.toString('utf8')
  }
}
