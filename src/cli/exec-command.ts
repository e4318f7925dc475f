import { resolve } from 'node:path'
import { playOfOneTask } from '../app/play-of-one-task.ts'
import type { AnsibleConfig } from '../loader/ansible-config/ansible-settings.ts'
import type { Composition } from './composition.ts'
import { readSettings } from './read-settings.ts'
import type { RunFlags } from './run-flags.ts'
import { runCommand } from './run-command.ts'
import { voiceOf } from './voice.ts'

export interface ExecFlags extends RunFlags {
  readonly moduleName?: string
  readonly args?: string
  readonly background?: string
  readonly poll?: string
  readonly oneLine?: boolean
  readonly tree?: string
  readonly taskTimeout?: string
  readonly playbookDir?: string
}

/** Runs one task as the command line says. Gives the exit code. */
export async function execCommand(pattern: string, flags: ExecFlags, composition: Composition): Promise<number> {
  const { io } = composition
  const { moduleName = 'command', moduleArgs = '', pollInterval = 15 } = await ansibleSettings(flags, io)
  const text = playOfOneTask({
    pattern,
    module: flags.listHosts === true ? 'ping' : (flags.moduleName ?? moduleName),
    args: flags.listHosts === true ? '' : (flags.args ?? moduleArgs),
    ...(flags.background === undefined
      ? {}
      : { asyncSeconds: flags.background, pollSeconds: flags.poll ?? String(pollInterval) }),
    ...(flags.taskTimeout === undefined ? {} : { timeoutSeconds: flags.taskTimeout }),
  })
  if (!text.ok) {
    const voice = voiceOf(flags.output)
    io.stderr(voice.error(text.error))
    return voice.exitCodeOfErrors([text.error])
  }
  const path = resolve(io.cwd, flags.playbookDir ?? '.', TASK_FILE)
  const oneTask = { oneLine: flags.oneLine === true, ...(flags.tree === undefined ? {} : { tree: flags.tree }) }
  const told = { ...flags, oneTask }
  return runCommand([path], told, withoutTaskFile(composition, path), {
    inMemory: new Map([[path, text.value]]),
  })
}

/** What is wrong with them is told when the task is run. */
async function ansibleSettings(flags: ExecFlags, io: Composition['io']): Promise<AnsibleConfig> {
  const read = await readSettings(flags, io)
  return read.ok ? read.value.settings.ansible : {}
}

const TASK_FILE = '(command line)'

/** Errors in the task are the command line's: there is no file and line to look at. */
function withoutTaskFile(composition: Composition, path: string): Composition {
  const { io } = composition
  const place = new RegExp(`\\n[^\\n]*${escaped(path)}[^\\n]*`, 'g')
  return { ...composition, io: { ...io, stderr: (text) => io.stderr(text.replaceAll(place, '')) } }
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
