/** Where a keyword may stand, after ansible-core's table of playbook keywords. */
export type Level = 'play' | 'block' | 'task' | 'handler'

const EVERYWHERE = [
  ...['name', 'vars', 'tags', 'become', 'become_user', 'become_method', 'become_flags', 'become_exe'],
  ...['remote_user', 'connection'],
  ...['port', 'environment', 'no_log', 'check_mode', 'diff', 'ignore_errors', 'ignore_unreachable', 'timeout'],
  ...['any_errors_fatal', 'run_once', 'throttle', 'module_defaults', 'collections', 'debugger'],
]

const PLAY = [
  ...['hosts', 'gather_facts', 'gather_subset', 'vars_files', 'pre_tasks', 'tasks', 'post_tasks', 'handlers', 'serial'],
  ...['roles', 'max_fail_percentage', 'strategy', 'force_handlers', 'order', 'vars_prompt', 'gather_timeout'],
  ...['fact_path', 'user', 'rollout'],
]

const BLOCK = ['block', 'rescue', 'always', 'when', 'notify', 'delegate_to', 'delegate_facts', 'transaction']

const TASK = [
  ...['when', 'register', 'loop', 'loop_control', 'until', 'retries', 'delay', 'changed_when'],
  ...['async', 'poll', 'failed_when', 'notify', 'args', 'action', 'local_action', 'delegate_to', 'delegate_facts'],
]

/** Names that are the same at each task; `with_NAME` of any lookup comes to them (see `isKeyword`). */
export const KEYWORDS: Readonly<Record<Level, ReadonlySet<string>>> = {
  play: new Set([...EVERYWHERE, ...PLAY]),
  block: new Set([...EVERYWHERE, ...BLOCK]),
  task: new Set([...EVERYWHERE, ...TASK]),
  handler: new Set([...EVERYWHERE, ...TASK, 'listen']),
}

/** Words of Ansible that mean something, and that nothing acts on yet. */
const NOT_YET: ReadonlySet<string> = new Set(['first_available_file'])

export function isNotYet(keyword: string): boolean {
  return NOT_YET.has(withoutCollection(keyword))
}

/** Whether the key belongs at this level. `with_NAME` loops over the lookup NAME, which is looked for when it is read. */
export function isKeyword(key: string, level: Level): boolean {
  return KEYWORDS[level].has(key) || (isLoopKeyword(key) && KEYWORDS[level].has('loop'))
}

/** `loop`, or `with_NAME`. */
export function isLoopKeyword(key: string): boolean {
  return key === 'loop' || /^with_\w/.test(key)
}

/** Levels other than this one at which the keyword stands. */
export function levelsOf(keyword: string): readonly Level[] {
  return (['play', 'block', 'task', 'handler'] as const).filter((level) => isKeyword(keyword, level))
}

/** `copy` for `ansible.builtin.copy` and `ansible.legacy.copy`. */
export function withoutCollection(name: string): string {
  return name.replace(/^ansible\.(builtin|legacy)\./, '')
}
