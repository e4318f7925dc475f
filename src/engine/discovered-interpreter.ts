import { isImplicitLocalhost } from '../model/inventory-vars.ts'
import type { Vars } from '../model/vars.ts'
import type { ModuleOutcome } from './module-outcome.ts'
import type { TaskCall } from './task-call.ts'

const NAME = 'discovered_interpreter_python'

/**
 * Facts that tell of the host's Python say which one is taken, too, unless someone chose it: playbooks ask for that by the
 * name of Ansible's discovery. Ours looks for none before it is needed, so only gathered facts have it.
 */
export function withInterpreter(outcome: ModuleOutcome, call: TaskCall): ModuleOutcome {
  const facts = outcome.values['ansible_facts'] as Vars | null | undefined
  const python = facts?.['ansible_python'] as Vars | null | undefined
  const executable = python?.['executable']
  if (facts === null || typeof executable !== 'string' || NAME in (facts ?? {}) || isChosen(call)) return outcome
  return { ...outcome, values: { ...outcome.values, ansible_facts: { ...facts, [NAME]: executable } } }
}

function isChosen({ run, host, scope, delegate }: TaskCall): boolean {
  if (delegate !== undefined && !delegate.ownsFacts) return true
  const actsOn = delegate ?? { host, scope }
  if (isImplicitLocalhost(run.inventory, actsOn.host.name)) return true
  const own = actsOn.scope.get('ansible_python_interpreter')
  const chosen = own.ok ? own.value : run.settings.pythonInterpreter
  return typeof chosen === 'string' && !chosen.startsWith('auto')
}
