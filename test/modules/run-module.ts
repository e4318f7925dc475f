import { readdir, readFile, stat } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { systemClock } from '../../src/adapters/clock.ts'
import { keepFile } from '../../src/adapters/files/keep-file.ts'
import { keepParts, sumsOf } from '../../src/adapters/files/keep-parts.ts'
import { LocalConnection } from '../../src/adapters/local/local-connection.ts'
import { LongshoreError } from '../../src/base/longshore-error.ts'
import { err, ok } from '../../src/base/result.ts'
import type { BindContext, Module, RemoteModule } from '../../src/model/module.ts'
import type { CommandOutput } from '../../src/model/command-output.ts'
import type { Change, Plan, Step } from '../../src/model/plan.ts'
import type { RemoteCommand } from '../../src/model/remote-command.ts'
import type { Vars } from '../../src/model/vars.ts'

export interface Ran {
  readonly status: 'ok' | 'changed' | 'skipped' | 'failed'
  readonly values: Vars
  readonly error?: LongshoreError
  readonly plan?: Plan
  readonly roundTrips: number
  /** Undoes the steps of the plan, newest first, over the same connection. */
  readonly undo: () => Promise<void>
}

export interface RunModuleOptions {
  readonly checkMode?: boolean
  /** Where files of the controller are found. */
  readonly files?: string
  readonly host?: string
  readonly render?: (text: string) => string
  readonly environment?: Readonly<Record<string, string>>
}

/** Does on this machine what the engine does for one task: bind, gather, plan, apply. */
export async function runModule(module: Module, args: Vars, options: RunModuleOptions = {}): Promise<Ran> {
  if (module.kind !== 'remote') throw new Error(`${module.name} does not touch a host`)
  const connection = new LocalConnection('here', systemClock)
  const run = (commands: readonly RemoteCommand[]) =>
    connection.run(commands, { signal: new AbortController().signal, environment: options.environment ?? {} })
  const done = (ran: Omit<Ran, 'roundTrips' | 'undo'>, steps: readonly Step[] = []): Ran => ({
    ...ran,
    roundTrips: connection.roundTrips,
    undo: () => undoSteps(steps, run),
  })
  const planned = await planModule(module, args, options, run)
  if ('error' in planned) return done({ status: 'failed', values: {}, error: planned.error })
  const { plan } = planned
  if (plan.kind === 'keep') {
    const kept = await keepFile(plan.file.path, plan.file.content)
    if (!kept.ok) return done({ status: 'failed', values: plan.values, error: kept.error, plan })
    return done({
      status: kept.value ? 'changed' : 'ok',
      values: (kept.value ? undefined : plan.valuesWhenSame) ?? plan.values,
      plan,
    })
  }
  if (plan.kind === 'backup' || plan.kind === 'bring') throw new Error('that takes the engine')
  const values = plan.values ?? {}
  if (plan.kind === 'impossible') return done({ status: 'failed', values, error: plan.error, plan })
  if (plan.kind === 'skip') return done({ status: 'skipped', values, plan })
  if (plan.kind === 'in-desired-state') return done({ status: 'ok', values, plan })
  if (options.checkMode === true) return done({ status: 'changed', values, plan })
  return done(await apply(plan, run), plan.steps)
}

type Run = (commands: readonly RemoteCommand[]) => ReturnType<LocalConnection['run']>

async function planModule(
  module: RemoteModule,
  args: Vars,
  options: RunModuleOptions,
  run: Run,
): Promise<{ plan: Plan } | { error: LongshoreError }> {
  const bound = await module.bind(args, bindContext(options))
  if (!bound.ok) return { error: bound.error }
  const facts = Object.entries(bound.value.facts)
  const outputs = await run(facts.map(([, fact]) => ({ ...fact.command, tolerant: true })))
  if (!outputs.ok) return { error: outputs.error }
  const gathered: Record<string, unknown> = {}
  for (const [index, [name, fact]] of facts.entries()) {
    const parsed = fact.parse(outputs.value[index] as CommandOutput)
    if (!parsed.ok) return { error: parsed.error }
    gathered[name] = parsed.value
  }
  const plan = bound.value.plan(gathered, { checkMode: options.checkMode ?? false, diff: true })
  if (plan.kind !== 'look-again') return { plan }
  const more = await run(plan.commands)
  return more.ok ? { plan: plan.plan(more.value) } : { error: more.error }
}

async function apply(plan: Change, run: Run): Promise<Omit<Ran, 'roundTrips' | 'undo'>> {
  const outputs = await run(plan.steps.map((step) => step.run))
  if (!outputs.ok) return { status: 'failed', values: plan.values ?? {}, error: outputs.error, plan }
  const last = outputs.value.at(-1)
  const step = plan.steps[outputs.value.length - 1]
  if (last !== undefined && last.exitCode !== 0 && step?.run.tolerant !== true) {
    const error = step?.explain?.(last) ?? new LongshoreError('COMMAND_FAILED', last.stderr.toString('utf8'))
    return { status: 'failed', values: plan.values ?? {}, error, plan }
  }
  const concluded = plan.conclude?.(outputs.value) ?? { changed: true, values: plan.values ?? {} }
  const values = { ...plan.values, ...concluded.values }
  if (concluded.failed !== undefined) return { status: 'failed', values, error: concluded.failed, plan }
  if (concluded.skipped === true) return { status: 'skipped', values, plan }
  return { status: concluded.changed ? 'changed' : 'ok', values, plan }
}

async function undoSteps(steps: readonly Step[], run: Run): Promise<void> {
  for (const step of [...steps].reverse()) {
    if (step.undo === undefined) continue
    const ran = await run(step.undo)
    if (!ran.ok) throw ran.error
    const failed = ran.value.find((output) => output.exitCode !== 0)
    if (failed !== undefined) throw new Error(`undo of "${step.summary}": ${failed.stderr.toString('utf8')}`)
  }
}

export function bindContext(options: RunModuleOptions = {}): BindContext {
  const base = options.files ?? '/nowhere'
  return {
    host: options.host ?? 'here',
    checkMode: options.checkMode ?? false,
    diff: true,
    controller: {
      absolute: (name) => (isAbsolute(name) ? name : join(base, name)),
      keep: keepFile,
      sums: sumsOf,
      keepParts,
      resolve: (name) => Promise.resolve(ok(isAbsolute(name) ? name : join(base, name))),
      read: async (path) => {
        if ((await stat(path)).isDirectory()) return err(new LongshoreError('FILE_UNREADABLE', `${path} is a folder`))
        return ok(await readFile(path))
      },
      list: async (path) => {
        const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => undefined)
        if (entries === undefined) return err(new LongshoreError('FILE_UNREADABLE', `${path} is no folder`))
        const found = entries.map(async (entry) => {
          const full = join(entry.parentPath, entry.name)
          const { mode } = await stat(full)
          const kind = entry.isDirectory() ? ('directory' as const) : ('file' as const)
          return { path: full.slice(path.length).replace(/^\//, ''), kind, mode: mode & 0o7777 }
        })
        return ok((await Promise.all(found)).sort((a, b) => (a.path < b.path ? -1 : 1)))
      },
    },
    render: (text) => ok(options.render?.(text) ?? text),
  }
}
