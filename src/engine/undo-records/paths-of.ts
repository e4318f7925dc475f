import type { PlainCommand } from '../../model/remote-command.ts'

/** Absolute paths that commands name: what is there before and after a change and its undo has to be the same. */
export function pathsOf(commands: readonly PlainCommand[]): readonly string[] {
  return [...new Set(commands.flatMap(wordsOf).filter((word) => /^\/[^\n\t]*$/.test(word)))]
}

function wordsOf(command: PlainCommand): readonly string[] {
  switch (command.kind) {
    case 'write':
    case 'read':
    case 'remove':
      return [command.path]
    case 'move':
      return [command.from, command.to]
    case 'exec':
      return command.argv
    case 'shell':
      return command.args ?? []
  }
}
