import { resolve } from 'node:path'
import type { Settings } from '../app/project-settings.ts'
import type { AnsibleConfig } from '../loader/ansible-config/ansible-settings.ts'
import type { RunSettings } from '../engine/engine-deps.ts'
import type { Reporter } from '../ports/reporter.ts'
import type { Io } from './io.ts'
import { createReporter } from './reporters/create-reporter.ts'
import { TreeReporter } from './reporters/tree-reporter.ts'
import { retryFileIn, type RetryFile } from './retry-file.ts'
import type { RunFlags } from './run-flags.ts'
import { wantsColour } from './terminal/colours.ts'
import { voiceOf } from './voice.ts'

/** What tells of a run, as the flags and settings want it. */
export function reporterFor(flags: RunFlags, settings: Settings, run: RunSettings, io: Io): Reporter {
  const oneTask = flags.oneTask ?? ONE_TASK[settings.ansible.stdoutCallback ?? 'default']
  const reporter = createReporter(
    settings.output,
    {
      stdout: io.stdout,
      stderr: io.stderr,
      isTerminal: io.isTerminal,
      columns: io.columns,
      colour: colourOf(settings, io),
      now: () => new Date(),
      cwd: io.cwd,
    },
    {
      verbosity: run.verbosity,
      ansible: { ...settings.ansible, checkMode: run.checkMode, ...retryOf(settings.ansible) },
      ...(oneTask === undefined ? {} : { oneTask }),
    },
  )
  const tree = flags.oneTask?.tree
  const onWarning = (message: string) => io.stderr(voiceOf(settings.output).warning(message))
  return tree === undefined ? reporter : new TreeReporter(reporter, resolve(io.cwd, tree), onWarning)
}

/** Callbacks of Ansible that tell of a playbook as the program `ansible` does of one task. */
const ONE_TASK: Readonly<Record<string, { readonly oneLine: boolean }>> = {
  minimal: { oneLine: false },
  oneline: { oneLine: true },
}

function retryOf({ retryFilesEnabled, retryFilesSavePath }: AnsibleConfig): { readonly retryFile?: RetryFile } {
  return retryFilesEnabled === true ? { retryFile: retryFileIn(retryFilesSavePath) } : {}
}

/** What ansible.cfg and its variables say counts where the words are Ansible's. */
function colourOf({ output, ansible }: Settings, io: Io): boolean {
  if (output !== 'ansible') return wantsColour(io.env, io.isTerminal)
  if (ansible.noColor === true) return false
  return ansible.forceColor === true || wantsColour(io.env, io.isTerminal)
}
