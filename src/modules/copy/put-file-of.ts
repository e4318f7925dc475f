import { type CommandOutput, stderrText, stdoutText } from '../../model/command-output.ts'
import type { Vars } from '../../model/vars.ts'
import type { WantedAttributes } from '../module-utils/attributes.ts'
import type { PathState } from '../module-utils/path-state.ts'
import type { PutFile } from '../module-utils/put-file.ts'
import { outputValues } from '../module-utils/run-output.ts'
import type { CopyFacts } from './facts.ts'
import type { PreparedCopy, SourceFile } from './prepare.ts'

export function putFileOf(
  { args, validate }: PreparedCopy,
  file: SourceFile,
  state: PathState,
  facts: CopyFacts,
): PutFile {
  return {
    state,
    content: file.content,
    wanted: { ...args, mode: args.mode === 'preserve' ? file.mode : args.mode },
    who: facts.who,
    follow: args.follow,
    backup: args.backup,
    validate,
    valuesOfRefusal: (output) => refusedValues(file.sha1, output),
  }
}

/** What Ansible says of a file that its `validate` refused. */
function refusedValues(checksum: string, output: CommandOutput): Vars {
  const said = outputValues(stdoutText(output), stderrText(output))
  return { checksum, exit_status: output.exitCode, msg: 'failed to validate', ...said }
}

/** What folders that are made get. */
export function folderWanted({ args }: PreparedCopy): WantedAttributes {
  return { owner: args.owner, group: args.group, mode: args.directory_mode }
}
