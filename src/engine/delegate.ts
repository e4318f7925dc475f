import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { HostName, Inventory } from '../model/inventory.ts'
import { OMIT } from '../model/omit.ts'
import type { TemplateScope } from '../ports/templater.ts'
import type { HostRun } from './host-run.ts'
import { nearest } from './inherited.ts'
import { KeywordReader } from './keyword-values.ts'
import type { PlayRun } from './play-run.ts'
import type { TaskFrame } from './task-frame.ts'
import { undefinedField } from './undefined-option.ts'
import { observed } from './variables/layer.ts'
import type { LayeredScope } from './variables/layered-scope.ts'
import { lazyVars } from './variables/lazy-vars.ts'
import { taskScope } from './variables/task-scope.ts'

/** The host that a task acts on in the place of its own (`delegate_to`). */
export interface Delegate {
  readonly host: HostRun
  /** Its variables, which say how to reach it; `inventory_hostname` is the task's own host (Ansible). */
  readonly scope: LayeredScope
  /** `delegate_facts`: what is found out is kept for it. */
  readonly ownsFacts: boolean
}

/** Undefined where the task is not delegated, which an empty name and `omit` say too. */
export function delegateOf(
  frame: TaskFrame,
  host: HostRun,
  run: PlayRun,
  scope: TemplateScope,
): Result<Delegate | undefined, LongshoreError> {
  const read = new KeywordReader(scope, run.deps.templater, frame.task.at)
  const name = read.text('delegate_to', nearest(frame.chain, 'delegateTo'))
  if (!name.ok) return err(undefinedField('delegate_to', name.error))
  if (name.value === undefined || name.value === OMIT) return ok(undefined)
  const ownsFacts = read.flag('delegate_facts', nearest(frame.chain, 'delegateFacts'), false)
  if (!ownsFacts.ok) return ownsFacts
  const delegated = run.hostRun(nameInInventory(run.inventory, name.value))
  return ok({
    host: delegated,
    scope: taskScope(delegated, frame.chain, run).with(observed({ inventory_hostname: host.name })),
    ownsFacts: ownsFacts.value,
  })
}

/** A task that is delegated has the variables of that host as `ansible_delegated_vars`, by its name (Ansible). */
export function withDelegated(scope: LayeredScope, delegate: Delegate | undefined): LayeredScope {
  if (delegate === undefined) return scope
  const vars = lazyVars(delegate.scope, [...delegate.scope.names(), 'ansible_host'])
  return scope.with(observed({ ansible_delegated_vars: { [delegate.host.name]: vars } }))
}

/** A name that the inventory does not have may be the address of a host that it has. */
function nameInInventory(inventory: Inventory, name: HostName): HostName {
  if (inventory.hosts.has(name)) return name
  for (const host of inventory.hosts.values()) if (host.vars['ansible_host'] === name) return host.name
  return name
}
