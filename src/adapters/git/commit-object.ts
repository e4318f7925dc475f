import { identityOf } from './fast-import.ts'
import type { Repo } from './repo.ts'

export interface CommitObject {
  readonly tree: string
  readonly parents: readonly string[]
  readonly by: string
  /** As git has it: seconds and zone. */
  readonly time: string
  readonly message: string
}

export async function commitObject(repo: Repo, { tree, parents, by, time, message }: CommitObject): Promise<string> {
  const lines = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${identityOf(by)} ${time}`,
    `committer ${identityOf(by)} ${time}`,
    '',
    message,
  ]
  const words = ['hash-object', '-t', 'commit', '-w', '--stdin']
  return repo.text('a commit cannot be written', words, { input: lines.join('\n') })
}

export async function readCommit(repo: Repo, commit: string): Promise<CommitObject> {
  const text = (await repo.must('a backup cannot be read', ['cat-file', 'commit', commit])).toString('utf8')
  const end = text.indexOf('\n\n')
  const header = text.slice(0, end).split('\n')
  const values = (key: string) =>
    header.flatMap((line) => (line.startsWith(`${key} `) ? [line.slice(key.length + 1)] : []))
  const [, by = 'longshore', time = '0 +0000'] = /^(.*) <[^>]*> (\d+ [+-]\d+)$/.exec(values('committer')[0] ?? '') ?? []
  return { tree: values('tree')[0] ?? '', parents: values('parent'), by, time, message: text.slice(end + 2) }
}
