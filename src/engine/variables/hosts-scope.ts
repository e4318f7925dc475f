import type { Play } from '../../model/playbook.ts'
import type { TemplateScope } from '../../ports/templater.ts'
import type { RunContext } from '../play-run.ts'
import { hostvars } from './host-vars.ts'
import { observed, written } from './layer.ts'
import { LayeredScope } from './layered-scope.ts'
import { groupMembers } from './run-vars.ts'

/** The variables of a play before it has hosts: its own, extra vars, and what is known of all hosts. */
export function hostsScope(play: Play, context: RunContext): TemplateScope {
  const known = {
    get hostvars() {
      return hostvars(context, play.path ?? play.at.file)
    },
    get groups() {
      return groupMembers(context)
    },
  }
  const { extraVars } = context.settings
  return new LayeredScope([written(play.vars), written(extraVars), observed(known)], context.deps.templater)
}
