/** Where a keyword may stand, after ansible-core's table of playbook keywords. */
export type Level = 'play' | 'block' | 'task' | 'handler'

const EVERYWHERE = [
  ...['name', 'vars', 'tags', 'become', 'become_user', 'become_method', 'become_flags', 'remote_user', 'connection'],
  ...['port', 'environment', 'no_log', 'check_mode', 'diff', 'ignore_errors', 'ignore_unreachable', 'timeout'],
  ...['any_errors_fatal', 'run_once', 'throttle'],
]

const PLAY = [
  ...['hosts', 'gather_facts', 'gather_subset', 'vars_files', 'pre_tasks', 'tasks', 'post_tasks', 'handlers', 'serial'],
  ...['roles', 'max_fail_percentage', 'strategy', 'force_handlers', 'order'],
]

const BLOCK = ['block', 'rescue', 'always', 'when', 'notify', 'delegate_to', 'delegate_facts']

const TASK = [
  ...['when', 'register', 'loop', 'loop_control', 'with_items', 'until', 'retries', 'delay', 'changed_when'],
  ...['failed_when', 'notify', 'args', 'action', 'local_action', 'delegate_to', 'delegate_facts'],
]

export const KEYWORDS: Readonly<Record<Level, ReadonlySet<string>>> = {
  play: new Set([...EVERYWHERE, ...PLAY]),
  block: new Set([...EVERYWHERE, ...BLOCK]),
  task: new Set([...EVERYWHERE, ...TASK]),
  handler: new Set([...EVERYWHERE, ...TASK, 'listen']),
}

/** Words of Ansible (and of Longshore's plan) that mean something, and that nothing acts on yet. */
const NOT_YET: ReadonlySet<string> = new Set([
  ...['async', 'poll', 'vars_prompt', 'module_defaults'],
  ...['transaction', 'rollout', 'collections', 'debugger', 'become_exe', 'gather_timeout', 'fact_path'],
  ...['first_available_file', 'include'],
  ...['add_host', 'group_by'],
])

export function isNotYet(keyword: string): boolean {
  return NOT_YET.has(withoutCollection(keyword)) || (keyword.startsWith('with_') && keyword !== 'with_items')
}

/** Levels other than this one at which the keyword stands. */
export function levelsOf(keyword: string): readonly Level[] {
  return (['play', 'block', 'task', 'handler'] as const).filter((level) => KEYWORDS[level].has(keyword))
}

/** `copy` for `ansible.builtin.copy` and `ansible.legacy.copy`. */
export function withoutCollection(name: string): string {
  return name.replace(/^ansible\.(builtin|legacy)\./, '')
}
