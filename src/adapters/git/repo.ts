import { access, chmod, mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../../ports/clock.ts'
import { folderUnwritable, gitFailed, notBare, storeMissing } from './errors.ts'
import { git, type GitOptions } from './git.ts'

export const BRANCH = 'refs/heads/main'
export const REMOTE_BRANCH = 'refs/remotes/longshore/main'
export const NO_COMMIT = '0'.repeat(40)

/** The bare repository that a store is, and the folder in it for what only this controller knows. */
export class Repo {
  readonly folder: string
  readonly clock: Clock

  constructor(folder: string, clock: Clock) {
    this.folder = folder
    this.clock = clock
  }

  get state(): string {
    return join(this.folder, 'longshore')
  }

  /** The output, or the error that says what could not be done. */
  async must(what: string, args: readonly string[], options?: GitOptions): Promise<Buffer> {
    const output = await git(this.folder, args, options)
    if (output.code !== 0) throw gitFailed(what, this.folder, output)
    return output.stdout
  }

  async text(what: string, args: readonly string[], options?: GitOptions): Promise<string> {
    return (await this.must(what, args, options)).toString('utf8').trim()
  }

  /** Undefined where there is no such ref. One that is there and names no commit is damage. */
  async head(ref = BRANCH): Promise<string | undefined> {
    const output = await git(this.folder, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`])
    if (output.code === 0) return output.stdout.toString('utf8').trim()
    const raw = await git(this.folder, ['for-each-ref', '--format=%(objectname)', ref])
    if (raw.code === 0 && raw.stdout.length === 0 && !(await this.#hasRefFile(ref))) return undefined
    throw gitFailed(`${ref} cannot be read`, this.folder, { ...output, stderr: output.stderr || 'bad object' })
  }

  async #hasRefFile(ref: string): Promise<boolean> {
    return access(join(this.folder, ref)).then(
      () => true,
      () => false,
    )
  }

  async isThere(): Promise<boolean> {
    const config = await readFile(join(this.folder, 'config'), 'utf8').catch(() => undefined)
    if (config !== undefined && /^\s*bare\s*=\s*true/m.test(config)) return true
    const names = await readdir(this.folder).catch((error: unknown) => {
      if (isCode(error, 'ENOENT')) return []
      throw folderUnwritable(this.folder, error)
    })
    if (names.length > 0 && !names.every((name) => NEW_STORE.has(name))) throw notBare(this.folder)
    return false
  }

  async mustBeThere(): Promise<void> {
    if (!(await this.isThere()) || (await this.head()) === undefined) throw storeMissing(this.folder)
  }

  /** Makes the store where there is none. Nobody but its owner may look into it: configurations name what is inside. */
  async create(): Promise<void> {
    if (await this.isThere()) return
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 })
      await chmod(this.folder, 0o700)
    } catch (cause) {
      throw folderUnwritable(this.folder, cause)
    }
    const words = ['init', '--quiet', '--bare', '--initial-branch=main', '--object-format=sha1', '--template=']
    await this.must('the backup store cannot be made', words)
  }
}

/** What is in a store whose making was cut short. */
const NEW_STORE: ReadonlySet<string> = new Set([
  'longshore',
  'HEAD',
  'config',
  'config.lock',
  'HEAD.lock',
  'objects',
  'refs',
  'branches',
  'hooks',
  'info',
  'description',
])

function isCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code
}
