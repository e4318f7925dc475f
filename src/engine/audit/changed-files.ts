import { createHash } from 'node:crypto'
import { Secret } from '../../base/secret.ts'
import type { Diff, Step } from '../../model/plan.ts'
import type { RemoteCommand, WriteCommand } from '../../model/remote-command.ts'
import type { ChangedFile } from '../../model/changed-file.ts'

type Content = WriteCommand['content']

/**
 * What steps make of files, by what they and their undo write: each path with the SHA-256 of its bytes before and after.
 * A checksum is told only where the diff tells the same bytes in full: where something in them must not be seen, who knows the
 * rest could find it out by its checksum.
 */
export function changedFiles(steps: readonly Step[], diffs: readonly Diff[] = []): readonly ChangedFile[] {
  const before = new Map<string, Content | undefined>()
  const after = new Map<string, Content | undefined>()
  for (const step of steps) {
    for (const command of step.undo ?? []) if (isOfFile(command)) keepFirst(before, command)
    follow(step.run, after)
  }
  const written = [...after.keys()].filter((path) => after.get(path) !== undefined || before.get(path) !== undefined)
  return written.map((path) => {
    const diff = diffs.find((each) => each.path === path)
    return {
      path,
      ...(before.has(path) ? sumOf('before', before.get(path), diff?.before) : {}),
      ...sumOf('after', after.get(path), diff?.after),
      ...(diff === undefined ? {} : { diff }),
    }
  })
}

/** Undos of one path in several steps: the first step saw it as it was. */
function keepFirst(before: Map<string, Content | undefined>, command: FileCommand): void {
  if (before.has(command.path)) return
  before.set(command.path, command.kind === 'write' ? command.content : undefined)
}

type FileCommand = Extract<RemoteCommand, { readonly kind: 'write' | 'remove' }>

function isOfFile(command: RemoteCommand): command is FileCommand {
  return command.kind === 'write' || command.kind === 'remove'
}

/** Files as they are after the command. */
function follow(command: RemoteCommand, files: Map<string, Content | undefined>): void {
  if (command.kind === 'write') files.set(command.path, command.content)
  if (command.kind === 'remove') files.set(command.path, undefined)
  if (command.kind !== 'move') return
  files.set(command.to, files.get(command.from))
  files.delete(command.from)
}

function sumOf(
  side: 'before' | 'after',
  content: Content | undefined,
  told: string | undefined,
): Partial<Record<'before' | 'after', string>> {
  if (content === undefined) return { [side]: 'absent' }
  if (content instanceof Secret) return { [side]: 'withheld' }
  const bytes = Buffer.from(content as string)
  const isTold = told !== undefined && bytes.equals(Buffer.from(told))
  return { [side]: isTold ? `sha256:${createHash('sha256').update(bytes).digest('hex')}` : 'withheld' }
}
