import type { Play } from '../model/playbook.ts'
import type { Vars } from '../model/vars.ts'
import type { RunContext } from './play-run.ts'

const KEYWORDS = [
  ...['action', 'always', 'any_errors_fatal', 'args', 'async', 'become', 'become_exe', 'become_flags', 'become_method'],
  ...['become_user', 'block', 'changed_when', 'check_mode', 'collections', 'connection', 'debugger', 'delay'],
  ...['delegate_facts', 'delegate_to', 'diff', 'environment', 'fact_path', 'failed_when', 'force_handlers'],
  ...['gather_facts', 'gather_subset', 'gather_timeout', 'handlers', 'hosts', 'ignore_errors', 'ignore_unreachable'],
  ...['local_action', 'loop', 'loop_control', 'max_fail_percentage', 'module_defaults', 'name', 'no_log', 'notify'],
  ...['order', 'poll', 'port', 'post_tasks', 'pre_tasks', 'register', 'remote_user', 'rescue', 'retries', 'roles'],
  ...['run_once', 'serial', 'strategy', 'tags', 'tasks', 'throttle', 'timeout', 'until', 'vars_files', 'vars_prompt'],
  ...['when', 'with_'],
]

const FUNCTIONS_OF_TEMPLATES = [
  ...['cycler', 'dict', 'joiner', 'lipsum', 'lookup', 'namespace', 'now', 'q', 'query', 'range', 'undef'],
]

const RESERVED: ReadonlySet<string> = new Set([...KEYWORDS, ...FUNCTIONS_OF_TEMPLATES])

/**
 * Variables of a play, its roles and the command line that are named as a keyword or a function of templates: each is
 * warned of once in a run (Ansible: vars/reserved.py).
 */
export function tellReservedNames({ vars, roles = [] }: Play, context: RunContext): void {
  const ofRoles = roles.flatMap((role) => [role.defaults, role.vars, role.params])
  for (const each of [vars, ...ofRoles, context.settings.extraVars]) tellReserved(each, context)
}

export function tellReserved(vars: Vars, { deps, reservedTold }: RunContext): void {
  for (const name of Object.keys(vars)) {
    if (!RESERVED.has(name) || reservedTold.has(name)) continue
    reservedTold.add(name)
    deps.emit({ type: 'warning', message: `Found variable using reserved name: ${name}` })
  }
}
