import type { Vars } from '../model/vars.ts'
import type { Playbook } from '../model/playbook.ts'

/** Names of variables that are keywords, too: ansible-core warns of them (vars/reserved.py). */
const RESERVED: ReadonlySet<string> = new Set([
  ...['action', 'always', 'any_errors_fatal', 'args', 'async', 'become', 'become_exe', 'become_flags', 'become_method'],
  ...['become_user', 'block', 'changed_when', 'check_mode', 'collections', 'connection', 'debugger', 'delay'],
  ...['delegate_facts', 'delegate_to', 'diff', 'environment', 'fact_path', 'failed_when', 'force_handlers'],
  ...['gather_facts', 'gather_subset', 'gather_timeout', 'handlers', 'hosts', 'ignore_errors', 'ignore_unreachable'],
  ...['local_action', 'loop', 'loop_control', 'max_fail_percentage', 'module_defaults', 'name', 'no_log', 'notify'],
  ...['order', 'poll', 'port', 'post_tasks', 'pre_tasks', 'register', 'remote_user', 'rescue', 'retries', 'roles'],
  ...['run_once', 'serial', 'strategy', 'tags', 'tasks', 'throttle', 'timeout', 'until', 'vars_files', 'vars_prompt'],
  ...['when', 'with_'],
])

/** What is said of the variables of plays, of their roles and of the command line. */
export function reservedNames(playbooks: readonly Playbook[], extraVars: Vars): readonly string[] {
  const plays = playbooks.flatMap((playbook) => playbook.plays)
  const ofRoles = plays.flatMap(({ roles = [] }) => roles.flatMap(({ defaults, vars }) => [defaults, vars]))
  const names = [extraVars, ...plays.map(({ vars }) => vars), ...ofRoles].flatMap((vars) => Object.keys(vars))
  const found = [...new Set(names)].filter((name) => RESERVED.has(name)).sort()
  return found.map((name) => `Found variable using reserved name: ${name}`)
}
