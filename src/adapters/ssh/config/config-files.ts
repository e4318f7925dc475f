import type { LongshoreError } from '../../../base/longshore-error.ts'
import { ok, type Result } from '../../../base/result.ts'
import { readSshConfig, type ConfigItem } from './read-ssh-config.ts'
import type { SshEnvironment } from './ssh-environment.ts'

type Items = Result<readonly ConfigItem[], LongshoreError>

/** Configuration files of ssh, each read once: all hosts of a run are reached by what they said when it began. */
export class ConfigFiles {
  readonly #environment: SshEnvironment
  readonly #read = new Map<string, Promise<Items>>()

  constructor(environment: SshEnvironment) {
    this.#environment = environment
  }

  /** The file that is named, alone; else the user's, then the system's (ssh(1)). */
  async items(named: string | undefined): Promise<Items> {
    const { home, systemConfigFile } = this.#environment
    if (named === 'none') return ok([])
    if (named !== undefined) return this.#once(named.replace(/^~(?=\/)/, home), true)
    const user = await this.#once(`${home}/.ssh/config`, false)
    if (!user.ok) return user
    const system = await this.#once(systemConfigFile, false)
    return system.ok ? ok([...user.value, ...system.value]) : system
  }

  #once(file: string, required: boolean): Promise<Items> {
    const key = `${file}\0${required}`
    const reading = this.#read.get(key) ?? readSshConfig(file, this.#environment, required)
    this.#read.set(key, reading)
    return reading
  }
}
