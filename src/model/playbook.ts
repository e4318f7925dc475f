import type { SourcePosition } from '../base/source-position.ts'
import type { Vars } from './vars.ts'

export interface Playbook {
  /** Absolute path. */
  readonly path: string
  readonly plays: readonly Play[]
}

/** What a play, a block and a task can all carry; what is absent is inherited from outside. */
export interface Keywords {
  readonly vars: Vars
  readonly when: readonly Condition[]
  readonly tags: readonly string[]
  readonly become?: boolean | TemplateText
  readonly becomeUser?: TemplateText
  readonly becomeMethod?: TemplateText
  readonly becomeFlags?: TemplateText
  readonly remoteUser?: TemplateText
  readonly connection?: TemplateText
  readonly port?: number | TemplateText
  readonly environment: readonly (Vars | TemplateText)[]
  readonly noLog?: boolean | TemplateText
  readonly checkMode?: boolean | TemplateText
  readonly diff?: boolean | TemplateText
  readonly ignoreErrors?: boolean | TemplateText
  readonly ignoreUnreachable?: boolean | TemplateText
  /** Seconds; 0 for none. */
  readonly timeout?: number | TemplateText
  readonly anyErrorsFatal?: boolean | TemplateText
  readonly at: SourcePosition
}

/** Text that may hold `{{ }}`, rendered when it is needed. */
export type TemplateText = string

/** A condition as Ansible reads it: a bare Jinja expression, or a literal boolean. */
export interface Condition {
  readonly expression: string | boolean
  readonly at: SourcePosition
}

export interface Play extends Keywords {
  readonly name: string
  /** A host pattern; may hold templates over extra vars. */
  readonly hosts: TemplateText
  readonly gatherFacts: boolean | TemplateText | undefined
  readonly gatherSubset?: readonly string[]
  readonly varsFiles: readonly (TemplateText | readonly TemplateText[])[]
  readonly preTasks: readonly TaskItem[]
  readonly tasks: readonly TaskItem[]
  readonly postTasks: readonly TaskItem[]
  readonly handlers: readonly TaskItem[]
  /** Each a count or a percentage (`10%`) of the hosts of the play; the last repeats. Empty: all at once. */
  readonly serial: readonly (number | string)[]
  /** Percentage of a batch that may fail; must be exceeded to stop (Ansible). Unreachable hosts count as failed. */
  readonly maxFailPercentage?: number | TemplateText
  readonly strategy: 'linear'
  readonly forceHandlers?: boolean | TemplateText
}

export type TaskItem = Task | Block

export interface Block extends Keywords {
  readonly kind: 'block'
  readonly name: string | undefined
  readonly block: readonly TaskItem[]
  readonly rescue: readonly TaskItem[]
  readonly always: readonly TaskItem[]
  readonly notify: readonly TemplateText[]
}

export interface Task extends Keywords {
  readonly kind: 'task'
  readonly name: string | undefined
  /** The canonical module name, without `ansible.builtin.` */
  readonly module: string
  /** As written: a map, or `{_raw_params: text}` plus k=v arguments for free-form modules. Templates unresolved. */
  readonly args: Vars
  readonly register?: string
  readonly loop?: Loop
  readonly until: readonly Condition[]
  readonly retries?: number | TemplateText
  /** Seconds. */
  readonly delay?: number | TemplateText
  /** undefined: the module decides. */
  readonly changedWhen?: readonly Condition[]
  readonly failedWhen?: readonly Condition[]
  readonly notify: readonly TemplateText[]
  /** Handlers only: the topics that it answers to besides its name. */
  readonly listen: readonly string[]
}

export interface Loop {
  /** A list, or a template that gives one. */
  readonly items: unknown
  readonly loopVar: string
  readonly indexVar?: string
  readonly label?: TemplateText
  /** Seconds between items. */
  readonly pause?: number | TemplateText
  readonly extended?: boolean
}
