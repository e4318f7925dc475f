import type { Task } from '../../model/playbook.ts'
import type { TaskResult } from '../../model/task-result.ts'
import type { Vars } from '../../model/vars.ts'
import type { DebuggerIo } from '../engine-deps.ts'
import type { HostRun } from '../host-run.ts'
import type { PlayRun } from '../play-run.ts'
import { registeredValues } from '../registered-values.ts'
import type { TaskFrame } from '../task-frame.ts'
import { lazyVars } from '../variables/lazy-vars.ts'
import { taskScope } from '../variables/task-scope.ts'
import { type Assignment, readAssignment } from './assignment.ts'
import { notDefined, notUnderstood, shownError } from './debugger-words.ts'

export type DebugAnswer = 'continue' | 'redo' | 'quit'

const ANSWERS: Readonly<Record<string, DebugAnswer>> = {
  c: 'continue',
  continue: 'continue',
  r: 'redo',
  redo: 'redo',
  q: 'quit',
  quit: 'quit',
  EOF: 'quit',
}

const HELP = `
Documented commands (type help <topic>):
========================================
EOF  c  continue  h  help  p  pprint  q  quit  r  redo  u  update_task

`

/** The debugger at one task on one host: looks at values, and changes arguments and variables before the task runs again. */
export class DebugSession {
  /** As it runs next. */
  frame: TaskFrame
  readonly #written: TaskFrame
  readonly #host: HostRun
  readonly #run: PlayRun
  #args: Vars
  #changed: Vars = {}

  constructor(frame: TaskFrame, host: HostRun, run: PlayRun) {
    this.frame = frame
    this.#written = frame
    this.#host = host
    this.#run = run
    this.#args = this.#rendered(frame)
  }

  /** Until a command ends it. The end of the lines quits; an empty one repeats the last. */
  async talk(result: TaskResult, io: DebuggerIo): Promise<DebugAnswer> {
    const prompt = `[${this.#host.name}] TASK: ${this.#name} (debug)> `
    let last = ''
    for (;;) {
      const given = await io.ask(prompt)
      if (given === undefined) return 'quit'
      const line = given.trim() === '' ? last : given.trim()
      last = line
      const answer = ANSWERS[line]
      if (answer !== undefined) return answer
      io.tell(this.#said(line, result))
    }
  }

  /** What a command that goes on has to say. */
  #said(line: string, result: TaskResult): string {
    if (line === '') return ''
    const [, word = '', rest = ''] = /^(\S+)\s*([^]*)$/.exec(line) ?? []
    if (word === 'p' || word === 'pprint') return this.#print(rest, result)
    if (word === 'u' || word === 'update_task') return this.#update()
    if (word === 'h' || word === 'help' || word === '?') return HELP
    const assignment = readAssignment(line)
    return assignment === undefined ? notUnderstood(line) : this.#assign(assignment, result)
  }

  #print(expression: string, result: TaskResult): string {
    if (expression === 'task') return `TASK: ${this.#name}\n`
    if (expression === 'host') return `${this.#host.name}\n`
    const value = this.#evaluate(`(${expression}) | pprint`, result)
    return value.ok ? `${String(value.value)}\n` : shownError(value.error, expression)
  }

  #assign({ target, key, value: written }: Assignment, result: TaskResult): string {
    const value = written === undefined ? undefined : this.#evaluate(written, result)
    if (value?.ok === false) return shownError(value.error, written ?? '')
    const current = target === 'task.args' ? this.#args : this.#changed
    if (key !== undefined && value === undefined && !Object.hasOwn(current, key)) return notDefined(key)
    const others = Object.fromEntries(Object.entries(current).filter(([name]) => name !== key))
    const own = key === undefined ? (value?.value as Vars) : value && { [key]: value.value }
    const changed = key === undefined ? (own ?? {}) : { ...others, ...own }
    if (target === 'task_vars') this.#changed = changed
    else this.#useArgs(changed)
    return ''
  }

  /** The arguments anew, from what is written, with the variables as they are now. */
  #update(): string {
    const task = this.#written.task
    const last = { ...task, includeParams: { vars: {}, itemVars: this.#changed, level: 'task' as const } }
    this.frame = { ...this.#written, chain: [...this.#written.chain.slice(0, -1), last] }
    this.#args = this.#rendered(this.frame)
    return ''
  }

  #useArgs(args: Vars): void {
    this.#args = args
    const task: Task = { ...this.frame.task, args }
    this.frame = { ...this.frame, task }
  }

  #evaluate(expression: string, result: TaskResult) {
    const scope = taskScope(this.#host, this.frame.chain, this.#run)
    const { task } = this.frame
    const names: Vars = {
      task: { ...task, name: this.#name, action: task.writtenAs ?? task.module, args: this.#args },
      task_vars: { ...lazyVars(scope, scope.names()), ...this.#changed },
      host: { name: this.#host.name },
      result: { _host: this.#host.name, _result: registeredValues(task, result) },
    }
    return this.#run.deps.templater.evaluate(expression, {
      get: (name) => ({ ok: true, value: Object.hasOwn(names, name) ? names[name] : undefined }),
    })
  }

  /** As the module gets them; as they are written where they cannot be rendered. */
  #rendered({ task, chain }: TaskFrame): Vars {
    const rendered = this.#run.deps.templater.renderDeep(task.args, taskScope(this.#host, chain, this.#run))
    return rendered.ok ? (rendered.value as Vars) : task.args
  }

  get #name(): string {
    const { name, writtenAs, module } = this.#written.task
    return name ?? writtenAs ?? module
  }
}
