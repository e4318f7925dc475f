import type { Step } from '../../model/plan.ts'
import { shell } from '../../model/remote-command.ts'
import type { Attributes } from './attributes.ts'
import { explainFileFailure } from './explain.ts'
import { modeText } from './resolve-mode.ts'

/** Makes folders that do not exist, outermost first. Undone: those that are still empty go again, innermost first. */
export function makeFoldersStep(folders: readonly string[], attributes: Attributes | undefined): Step {
  const last = folders.at(-1) ?? '/'
  const owner = attributes === undefined ? '' : `${attributes.uid}:${attributes.gid}`
  return {
    summary: `make the folder ${last}${folders.length === 1 ? '' : ` and ${folders.length - 1} above or beside it`}`,
    run: shell(MAKE_SCRIPT, owner, attributes === undefined ? '' : modeText(attributes.mode), ...folders),
    files: folders,
    undo: [shell(UNDO_SCRIPT, ...[...folders].reverse())],
    explain: explainFileFailure(`make the folder ${last}`, last),
  }
}

/** chown only where it changes something: a user who is not root may not give a folder to itself on every system. */
const MAKE_SCRIPT = `
owner=$1 mode=$2; shift 2
for folder do
  mkdir -- "$folder" || exit 1
  [ -z "$owner" ] || [ "$(stat -c %u:%g -- "$folder")" = "$owner" ] || chown -- "$owner" "$folder" || exit 1
  [ -z "$mode" ] || chmod -- "$mode" "$folder" || exit 1
done
`

const UNDO_SCRIPT = `for folder do if [ -d "$folder" ] && [ ! -L "$folder" ]; then rmdir -- "$folder" || exit 1; fi; done`
