import type { Repo } from './repo.ts'
import type { WantedFile } from './snapshot-files.ts'

export interface NewCommit {
  readonly parent: string | undefined
  readonly message: string
  readonly by: string
  readonly time: Date
  readonly put: ReadonlyMap<string, WantedFile>
  readonly remove: readonly string[]
}

/** Writes the bytes and a commit of them, which no ref that anybody reads names yet. Gives its id. */
export async function importCommit(repo: Repo, ref: string, commit: NewCommit): Promise<string> {
  await repo.must(
    'the backup cannot be written',
    ['fast-import', '--quiet', '--done', '--force', '--date-format=raw'],
    {
      input: streamOf(ref, commit),
    },
  )
  return repo.text('the backup that was written cannot be read', ['rev-parse', '--verify', `${ref}^{commit}`])
}

function streamOf(ref: string, { parent, message, by, time, put, remove }: NewCommit): Buffer {
  const parts: Buffer[] = []
  const say = (text: string) => parts.push(Buffer.from(text, 'utf8'))
  const data = (bytes: Buffer) => {
    say(`data ${bytes.length}\n`)
    parts.push(bytes)
    say('\n')
  }
  const marks = new Map<string, number>()
  for (const { id, content } of put.values()) {
    if (content === undefined || marks.has(id)) continue
    marks.set(id, marks.size + 1)
    say(`blob\nmark :${marks.size}\n`)
    data(content)
  }
  say(`commit ${ref}\ncommitter ${identityOf(by)} ${Math.floor(time.getTime() / 1000)} +0000\n`)
  data(Buffer.from(message, 'utf8'))
  if (parent !== undefined) say(`from ${parent}\n`)
  for (const path of remove) say(`D ${path}\n`)
  for (const [path, { id }] of put) {
    const mark = marks.get(id)
    say(`M 100644 ${mark === undefined ? id : `:${mark}`} ${path}\n`)
  }
  say('done\n')
  return Buffer.concat(parts)
}

export function identityOf(by: string): string {
  const name = by.replaceAll(/[<>\n]/g, ' ').trim() || 'longshore'
  const email = name.includes('@') ? name.replaceAll(/\s.*$/g, '') : 'longshore'
  return `${name} <${email}>`
}
