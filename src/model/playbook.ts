import type { SourcePosition } from '../base/source-position.ts'
import type { Rollout } from './rollout.ts'
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
  readonly becomeExe?: TemplateText
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
  /** The task runs on one host of the batch, and all of them get what it says. */
  readonly runOnce?: boolean | TemplateText
  /** Hosts at once for a task, below `forks`; 0 for no bound of its own. */
  readonly throttle?: number | TemplateText
  /** Arguments that modules have where a task does not give them, by module; an inner one replaces a whole entry. */
  readonly moduleDefaults?: readonly ModuleDefaults[]
  /** Blocks and tasks only: the host that the task acts on in the place of its own. */
  readonly delegateTo?: TemplateText
  /** Blocks and tasks only: facts that the task finds belong to the host that it was delegated to. */
  readonly delegateFacts?: boolean | TemplateText
  /** When a result stops in the task debugger. */
  readonly debugger?: string
  /** Where short names of modules and roles are looked for first. */
  readonly collections?: readonly string[]
  /** The role that everything inside belongs to; the innermost counts. */
  readonly role?: RoleScope
  /** What an include gives to the tasks inside: higher than `set_fact` and `register`. */
  readonly includeParams?: IncludeParams
  readonly at: SourcePosition
}

/** What all modules of a group have, unless the defaults of one of them say otherwise. */
export class GroupDefaults {
  readonly members: readonly string[]
  readonly args: unknown

  constructor(members: readonly string[], args: unknown) {
    this.members = members
    this.args = args
  }
}

/**
 * By the module's canonical name: its arguments, templates unresolved, or a template that gives them. By `group/NAME`: those
 * of a group.
 */
export type ModuleDefaults = Readonly<Record<string, unknown>>

/** A role as its tasks see it. */
export interface RoleScope {
  readonly name: string
  /** Absolute. */
  readonly path: string
  readonly defaults: Vars
  /** The same with those of its dependencies below them. */
  readonly exportedDefaults: Vars
  /** `vars:` of the entry below those of `vars/main.yml`. */
  readonly vars: Vars
  readonly exportedVars: Vars
  /** Other keys of the entry in `roles:` or `dependencies:`. */
  readonly params: Vars
  /** Of the roles that it depends on, directly or not. */
  readonly dependencyNames: readonly string[]
  /** Its own, and those that its meta file names. */
  readonly collections: readonly string[]
  /** Roles with the same key are the same: one that ran on a host does not run there again. */
  readonly key: string
  readonly allowDuplicates: boolean
  /** By `include_role` or `import_role`: a role around it is its parent. */
  readonly isIncluded: boolean
}

export interface IncludeParams {
  /** As written: templates unresolved. */
  readonly vars: Vars
  /** The loop's item and what comes with it: data. */
  readonly itemVars: Vars
  /** What a handler includes are handlers. */
  readonly level: 'task' | 'handler'
}

/** Text that may hold `{{ }}`, rendered when it is needed. */
export type TemplateText = string

/** A condition as Ansible reads it: a bare Jinja expression, or a literal boolean. */
export interface Condition {
  readonly expression: string | boolean
  /** As it is written, where that has braces all around. */
  readonly inBraces?: string
  readonly at: SourcePosition
}

export const STRATEGIES = ['linear', 'free', 'host_pinned', 'debug'] as const

export interface Play extends Keywords {
  /** Of the playbook that it stands in, where that is imported. Absolute. */
  readonly path?: string
  readonly name: string
  /** A host pattern; may hold templates over extra vars. */
  readonly hosts: TemplateText
  readonly gatherFacts: boolean | TemplateText | undefined
  readonly gatherSubset?: readonly string[]
  /** Seconds. */
  readonly gatherTimeout?: number | TemplateText
  /** Folder of the host's own facts. */
  readonly factPath?: TemplateText
  readonly varsPrompt?: readonly VarsPrompt[]
  readonly varsFiles: readonly (TemplateText | readonly TemplateText[])[]
  readonly preTasks: readonly TaskItem[]
  readonly tasks: readonly TaskItem[]
  readonly postTasks: readonly TaskItem[]
  readonly handlers: readonly TaskItem[]
  /** Roles that are known before the run, each once: what they export is seen by the whole play. */
  readonly roles?: readonly RoleScope[]
  /** Each a count or a percentage (`10%`) of the hosts of the play; the last repeats. Empty: all at once. */
  readonly serial: readonly (number | string)[]
  /** In the place of `serial`. */
  readonly rollout?: Rollout
  /** Percentage of a batch that may fail; must be exceeded to stop (Ansible). Unreachable hosts count as failed. */
  readonly maxFailPercentage?: number | TemplateText
  /** Absent: what the settings say. One that begins has it always. */
  readonly strategy?: TemplateText
  /** Its failures stop in the task debugger: that is the strategy `debug`, which is `linear` otherwise. */
  readonly debugsFailures?: boolean
  /** In what order the hosts take their turns; may hold templates. Absent: as the pattern names them. */
  readonly order?: TemplateText
  readonly forceHandlers?: boolean | TemplateText
}

/** A variable that the operator is asked for when the play begins, unless it is an extra variable. */
export interface VarsPrompt {
  readonly name: string
  readonly prompt?: TemplateText
  readonly default?: unknown
  /** What is typed is not shown; so unless this is false. */
  readonly isPrivate?: boolean | TemplateText
  /** Asked for twice. */
  readonly confirm?: boolean | TemplateText
  /** The scheme to hash it with, such as `sha512_crypt`. */
  readonly encrypt?: TemplateText
  readonly salt?: TemplateText
  readonly saltSize?: number | TemplateText
  /** It is data: braces in it are no template. */
  readonly unsafe?: boolean | TemplateText
  readonly at: SourcePosition
}

/** `free`: each host goes on as soon as it can. `host_pinned`: so too, and `forks` hosts at once end the play first. */
export type Strategy = (typeof STRATEGIES)[number]

export const HOST_ORDERS = ['inventory', 'reverse_inventory', 'sorted', 'reverse_sorted', 'shuffle'] as const

export type HostOrder = (typeof HOST_ORDERS)[number]

export type TaskItem = Task | Block

export interface Block extends Keywords {
  readonly kind: 'block'
  readonly name: string | undefined
  readonly block: readonly TaskItem[]
  readonly rescue: readonly TaskItem[]
  readonly always: readonly TaskItem[]
  /** On each host all of `block` happens, or nothing of it stays. */
  readonly transaction?: Transaction
  readonly notify: readonly TemplateText[]
}

export interface Transaction {
  /** Seconds after which a host that has heard nothing from the controller puts itself back. Absent: it waits. */
  readonly guardSeconds?: number
}

export interface Task extends Keywords {
  readonly kind: 'task'
  readonly name: string | undefined
  /** The canonical module name, without `ansible.builtin.` */
  readonly module: string
  /** The name in the playbook where it is another: `ansible.builtin.debug`. */
  readonly writtenAs?: string
  /** As written: a map, or `{_raw_params: text}` plus k=v arguments for free-form modules. Templates unresolved. */
  readonly args: Vars
  readonly register?: string
  readonly loop?: Loop
  readonly until: readonly Condition[]
  readonly retries?: number | TemplateText
  /** Seconds. */
  readonly delay?: number | TemplateText
  /** Seconds that the module may take as a job of the host's own; 0: it is none. */
  readonly async?: number | TemplateText
  /** Seconds between two looks at the job; 0 and less: nobody waits for it. */
  readonly poll?: number | TemplateText
  /** undefined: the module decides. */
  readonly changedWhen?: readonly Condition[]
  readonly failedWhen?: readonly Condition[]
  readonly notify: readonly TemplateText[]
  /** Handlers only: the topics that it answers to besides its name. */
  readonly listen: readonly string[]
  /** Includes only: keywords for the tasks that are included. */
  readonly apply?: Keywords
}

export interface Loop {
  /** A list, or a template that gives one; with a lookup its terms. */
  readonly items: unknown
  /** `dict` of `with_dict`: the lookup that makes the list of the terms. */
  readonly lookup?: string
  readonly loopVar: TemplateText
  readonly indexVar?: TemplateText
  /** What an item is shown as: text, or a value of lists and maps with templates in it. */
  readonly label?: unknown
  /** Seconds between items. */
  readonly pause?: number | TemplateText
  readonly extended?: boolean | TemplateText
  /** `ansible_loop` holds all items too, which is so unless this is false. */
  readonly extendedAllItems?: boolean | TemplateText
}
