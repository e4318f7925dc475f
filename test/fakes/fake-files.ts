import { posix } from 'node:path'
import { Secret } from '../../src/base/secret.ts'
import type { CommandOutput } from '../../src/model/command-output.ts'
import {
  NO_SUCH_FILE,
  type MoveCommand,
  type ReadCommand,
  type RemoveCommand,
  type WriteCommand,
} from '../../src/model/remote-command.ts'

export interface FakeFile {
  readonly content: Buffer
  readonly mode: number
  readonly owner: string
  readonly group: string
}

/** What a test may give for a file: text, bytes, or those with a mode and an owner. */
export type GivenFile =
  string | Uint8Array | (Partial<Omit<FakeFile, 'content'>> & { readonly content: string | Uint8Array })

export type FileCommand = WriteCommand | ReadCommand | MoveCommand | RemoveCommand

export function output(exitCode: number, stdout: string | Uint8Array = '', stderr = ''): CommandOutput {
  return { exitCode, stdout: Buffer.from(stdout as string), stderr: Buffer.from(stderr), truncated: false }
}

/** Files in memory with the semantics of the real commands. Directories are those that files lie in, and `directories`. */
export class FakeFiles {
  readonly files = new Map<string, FakeFile>()
  readonly directories = new Set<string>()

  constructor(given: Readonly<Record<string, GivenFile>> = {}) {
    for (const [path, file] of Object.entries(given)) this.put(path, file)
  }

  put(path: string, given: GivenFile): void {
    const file = typeof given === 'string' || given instanceof Uint8Array ? { content: given } : given
    this.files.set(path, {
      content: Buffer.from(file.content as string),
      mode: file.mode ?? 0o644,
      owner: file.owner ?? 'root',
      group: file.group ?? 'root',
    })
  }

  text(path: string): string | undefined {
    return this.files.get(path)?.content.toString('utf8')
  }

  isDirectory(path: string): boolean {
    const below = path === '/' ? '/' : `${posix.normalize(path).replace(/\/$/, '')}/`
    const known = [...this.files.keys(), ...this.directories]
    return known.some((each) => each.startsWith(below) || (`${each}/` === below && this.directories.has(each)))
  }

  run(command: FileCommand): CommandOutput {
    switch (command.kind) {
      case 'write':
        return this.#write(command)
      case 'read':
        return this.#read(command.path)
      case 'move':
        return this.#move(command.from, command.to)
      case 'remove':
        return this.#remove(command.path, command.recursive === true)
    }
  }

  #write(command: WriteCommand): CommandOutput {
    const { path, content } = command
    if (this.isDirectory(path)) return output(1, '', `${path}: is not a regular file\n`)
    if (!this.isDirectory(posix.dirname(path)))
      return output(1, '', `sh: cannot create ${path}: No such file or directory\n`)
    const before = this.files.get(path)
    this.files.set(path, {
      content: Buffer.from((content instanceof Secret ? content.reveal() : content) as string),
      mode: command.mode ?? before?.mode ?? 0o644,
      owner: command.owner ?? before?.owner ?? 'root',
      group: command.group ?? before?.group ?? 'root',
    })
    return output(0)
  }

  #read(path: string): CommandOutput {
    if (this.isDirectory(path)) return output(1, '', `cat: ${path}: Is a directory\n`)
    const file = this.files.get(path)
    return file === undefined ? output(NO_SUCH_FILE) : output(0, file.content)
  }

  #move(from: string, to: string): CommandOutput {
    if (this.isDirectory(to)) return output(1, '', `${to}: is a directory\n`)
    const moved = [...this.files].filter(([path]) => path === from || path.startsWith(`${from}/`))
    if (moved.length === 0) return output(1, '', `mv: cannot stat '${from}': No such file or directory\n`)
    for (const [path, file] of moved) {
      this.files.delete(path)
      this.files.set(`${to}${path.slice(from.length)}`, file)
    }
    return output(0)
  }

  #remove(path: string, recursive: boolean): CommandOutput {
    if (this.files.has(path)) this.directories.add(posix.dirname(path))
    if (this.files.delete(path) || !this.isDirectory(path)) return output(0)
    if (!recursive) return output(1, '', `rm: cannot remove '${path}': Is a directory\n`)
    for (const each of [...this.files.keys()]) if (each.startsWith(`${path}/`)) this.files.delete(each)
    for (const each of [...this.directories])
      if (each === path || each.startsWith(`${path}/`)) this.directories.delete(each)
    return output(0)
  }
}
