import type * as z from 'zod'
import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { FactSheet, Gathered } from '../model/fact.ts'
import type { BindContext, PlanContext, RemoteModule, VersionNote } from '../model/module.ts'
import type { ControllerContext, ControllerModule, ControllerOutcome } from '../model/controller-module.ts'
import type { LineWork } from '../model/line-work.ts'
import type { LookAgain, Plan } from '../model/plan.ts'
import type { Vars } from '../model/vars.ts'
import { argsSchema } from './args-schema.ts'
import { canonicalArgs } from './canonical-args.ts'
import { moduleArgsInvalid } from './errors.ts'

interface Face<A> {
  readonly name: string
  readonly summary: string
  /** A strict object. Each property's `.describe()` is its documentation. */
  readonly args: z.ZodType<A> & { readonly shape: Readonly<Record<string, z.ZodType>> }
  /** Other names of an argument: alias to name. */
  readonly aliases?: Readonly<Record<string, string>>
  /** What `register` gets, for documentation: name to what it holds. */
  readonly returns?: Readonly<Record<string, string>>
  readonly byVersion?: () => readonly VersionNote[]
  readonly freeForm?: boolean
  readonly anyArgs?: boolean
  readonly untemplatedArgs?: readonly string[]
  readonly oncePerBatch?: boolean
  readonly foreground?: boolean
  /** Ansible refuses its arguments in an action plugin's words: `Invalid options for debug: x`. */
  readonly isAction?: boolean
  /** What Ansible says in place of `missing required arguments`, where its action plugin has words of its own. */
  readonly wordsOfMissing?: (args: Vars) => string
}

export interface RemoteDefinition<A, P, S extends FactSheet> extends Face<A> {
  /** Reads what the plan needs from the controller, such as the file to copy. Absent: the arguments as they are. */
  readonly prepare?: (args: A, context: BindContext) => Promise<Result<P, LongshoreError>>
  readonly facts: (args: NoInfer<P>) => S
  /** What it does is kept on the host so that it can be undone later, also outside of transactions. */
  readonly keepsUndo?: boolean
  /** The module is about the line to the host; the engine does it, and no facts and no plan are asked for. */
  readonly lineWork?: (args: NoInfer<P>) => LineWork
  readonly plan: (args: NoInfer<P>, facts: Gathered<S>, context: PlanContext) => Plan | LookAgain
  readonly locksHost?: boolean
  /** It does nothing else to a host than to look at files, or to change some. */
  readonly touches?: RemoteModule['touches']
}

export interface ControllerDefinition<A> extends Face<A> {
  readonly run: (args: A, context: ControllerContext) => Promise<ControllerOutcome>
}

/** Ties arguments, facts and plan together once, and hands the engine one uniform thing. */
export function defineModule<A, S extends FactSheet, P = A>(definition: RemoteDefinition<A, P, S>): RemoteModule {
  return {
    kind: 'remote',
    ...(definition.keepsUndo === true && { keepsUndo: true }),
    ...(definition.touches && { touches: definition.touches }),
    ...faceOf(definition),
    get argNames() {
      return argNamesOf(definition)
    },
    locksHost: definition.locksHost ?? false,
    async bind(rawArgs, context) {
      const args = parseArgs(definition, rawArgs)
      if (!args.ok) return args
      const prepared = definition.prepare
        ? await definition.prepare(args.value, context)
        : ok(args.value as unknown as P)
      if (!prepared.ok) return prepared
      return ok({
        facts: definition.facts(prepared.value),
        plan: (facts, planContext) => definition.plan(prepared.value, facts as Gathered<S>, planContext),
        ...(definition.lineWork && { lineWork: definition.lineWork(prepared.value) }),
      })
    },
  }
}

/** A module that acts on the controller and never touches the host. */
export function defineControllerModule<A>(definition: ControllerDefinition<A>): ControllerModule {
  return {
    kind: 'controller',
    ...faceOf(definition),
    get argNames() {
      return argNamesOf(definition)
    },
    run(rawArgs, context) {
      const args = parseArgs(definition, rawArgs)
      if (!args.ok) return Promise.resolve({ changed: false, values: {}, failed: args.error })
      return definition.run(args.value, context)
    },
  }
}

function argNamesOf<A>({ args, aliases = {} }: Face<A>): readonly string[] {
  return [...Object.keys(args.shape), ...Object.keys(aliases)]
}

function faceOf<A>(definition: Face<A>) {
  return {
    name: definition.name,
    summary: definition.summary,
    aliases: definition.aliases ?? {},
    returns: definition.returns ?? {},
    byVersion: definition.byVersion ?? (() => []),
    freeForm: definition.freeForm ?? false,
    anyArgs: definition.anyArgs ?? false,
    oncePerBatch: definition.oncePerBatch ?? false,
    foreground: definition.foreground ?? false,
    untemplatedArgs: definition.untemplatedArgs ?? [],
    argsSchema: () => argsSchema(definition.args),
    check(rawArgs: Vars) {
      const args = parseArgs(definition, rawArgs)
      return args.ok ? undefined : args.error
    },
  }
}

function parseArgs<A>(definition: Face<A>, rawArgs: Vars): Result<A, LongshoreError> {
  const canonical = canonicalArgs(definition.name, rawArgs, definition.aliases ?? {})
  if (!canonical.ok) return canonical
  const parsed = definition.args.safeParse(canonical.value)
  return parsed.success
    ? ok(parsed.data)
    : err(
        moduleArgsInvalid(parsed.error, {
          module: definition.name,
          args: canonical.value,
          known: knownArgs(definition),
          isAction: definition.isAction ?? false,
          wordsOfMissing: definition.wordsOfMissing,
        }),
      )
}

function knownArgs<A>({ args, aliases = {} }: Face<A>): Readonly<Record<string, readonly string[]>> {
  const aliasesOf = (name: string) => Object.keys(aliases).filter((alias) => aliases[alias] === name)
  return Object.fromEntries(Object.keys(args.shape).map((name) => [name, aliasesOf(name)]))
}
