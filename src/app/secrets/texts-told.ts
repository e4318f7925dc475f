import type { Vars } from '../../model/vars.ts'

/** What a result tells of the outside: what programs and servers said, files and facts. Not `mode`, `path` and the like. */
export function textsTold({ stdout, stderr, content, json, ansible_facts: facts, encoding }: Vars): readonly string[] {
  const file = encoding === 'base64' && typeof content === 'string' ? [Buffer.from(content, 'base64').toString()] : []
  return textsIn([stdout, stderr, content, json, facts, ...file]).flatMap((text) => [text, ...textsOfJson(text)])
}

/** A token in an answer is told apart from the rest of it. */
function textsOfJson(text: string): readonly string[] {
  if (!/^\s*[{[]/.test(text)) return []
  try {
    return textsIn(JSON.parse(text))
  } catch {
    return []
  }
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
