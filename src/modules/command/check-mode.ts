import { ok } from '../../base/result.ts'
import type { Fact } from '../../model/fact.ts'
import type { Plan } from '../../model/plan.ts'
import { shell } from '../../model/remote-command.ts'
import type { Vars } from '../../model/vars.ts'
import { notNeeded } from './not-needed.ts'
import type { Run } from './run-plan.ts'

/** Whether `creates` and `removes` match something on the host; looked up only in check mode. */
export interface Presence {
  readonly creates: boolean
  readonly removes: boolean
}

export function presenceFact(run: Pick<Run, 'creates' | 'removes' | 'chdir'>): Fact<Presence> {
  return {
    name: 'whether creates and removes match',
    command: { ...shell(SCRIPT, run.chdir ?? '', run.creates ?? '', run.removes ?? ''), tolerant: true },
    parse: (output) => {
      const words = output.stdout.toString('utf8').split(/\s+/)
      return ok({ creates: words.includes('creates'), removes: words.includes('removes') })
    },
  }
}

const SCRIPT = `
present() {
  case $1 in '') return 1 ;; '~/'*) set -- "$HOME/\${1#'~/'}" ;; esac
  IFS=
  for match in $1; do if [ -e "$match" ] || [ -L "$match" ]; then return 0; fi; done
  return 1
}
[ -z "$1" ] || cd "$1" || exit 0
if present "$2"; then echo creates; fi
if present "$3"; then echo removes; fi
`

/** Skipped, unless `creates` or `removes` lets Ansible say what would have happened. */
export function checkedRun(run: Run, presence: Presence, base: Vars): Plan {
  if (run.creates !== undefined && presence.creates) {
    return { kind: 'in-desired-state', values: { ...base, ...notNeeded(run.creates, 'exists', 'Would not') } }
  }
  if (run.removes !== undefined && !presence.removes) {
    return { kind: 'in-desired-state', values: { ...base, ...notNeeded(run.removes, 'does not exist', 'Would not') } }
  }
  const msg = 'Command would have run if not in check mode'
  const values = { ...base, rc: 0, msg }
  if (run.creates === undefined && run.removes === undefined) return { kind: 'skip', reason: msg, values }
  return { kind: 'change', steps: [], values }
}
