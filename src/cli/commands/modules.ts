import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { LongshoreError } from '../../base/longshore-error.ts'
import { didYouMean } from '../../base/nearest-name.ts'
import type { ArgDescription, ModuleDescription } from '../../app/describe-modules.ts'
import type { ModuleIndex } from '../../model/module.ts'
import { formatError } from '../exit-codes.ts'
import type { Io } from '../io.ts'

export interface ModulesCommandDeps extends Pick<Io, 'stdout' | 'stderr' | 'cwd'> {
  readonly loadModules: () => Promise<ModuleIndex>
  readonly exit: (code: number) => void
}

export interface ModulesDocFlags {
  readonly all?: boolean
  readonly markdown?: string | true
}

/** `longshore modules list` and `longshore modules doc MODULE`. */
export function addModulesCommand(program: Command, deps: ModulesCommandDeps): void {
  const modules = program.command('modules').description('what a task can do: the modules and their arguments')
  modules
    .command('list')
    .description('every module and what it is for')
    .action(async () => {
      deps.exit(await listModules(deps))
    })
  modules
    .command('doc')
    .description('the arguments and return values of a module')
    .argument('[module...]', 'names of modules')
    .option('--all', 'every module')
    .option('--markdown [folder]', 'as Markdown; into one file a module where a folder is named')
    .action(async (names: readonly string[], flags: ModulesDocFlags) => {
      deps.exit(await documentModules(names, flags, deps))
    })
  modules
    .command('versions')
    .description('what each version of Docker, containerd and k3s does differently with registry configuration')
    .option('--markdown [file]', 'as Markdown; into a file where one is named')
    .action(async (flags: Pick<ModulesDocFlags, 'markdown'>) => {
      deps.exit(await showVersions(flags, deps))
    })
}

/** Gives the exit code. */
async function showVersions({ markdown }: Pick<ModulesDocFlags, 'markdown'>, deps: Deps): Promise<number> {
  const { versionsPage, versionsText } = await import('../../registry/capabilities/page.ts')
  const text = markdown === undefined ? versionsText() : versionsPage()
  if (typeof markdown === 'string') await writeFile(resolve(deps.cwd, markdown), text)
  else deps.stdout(text)
  return 0
}

type Deps = Omit<ModulesCommandDeps, 'exit'>

/** Gives the exit code. */
export async function listModules(deps: Deps): Promise<number> {
  const modules = [...(await deps.loadModules()).values()].sort((a, b) => a.name.localeCompare(b.name))
  const width = Math.max(0, ...modules.map((module) => module.name.length))
  for (const { name, summary } of modules) deps.stdout(`${name.padEnd(width)}  ${summary}\n`)
  return 0
}

/** Gives the exit code: 0, or 1 for an unknown name or none. */
export async function documentModules(names: readonly string[], flags: ModulesDocFlags, deps: Deps): Promise<number> {
  const [{ describeModule }, { modulePage }] = await Promise.all([
    import('../../app/describe-modules.ts'),
    import('../../app/module-page.ts'),
  ])
  const index = await deps.loadModules()
  const asked = flags.all === true ? [...index.keys()].sort() : names.map(plainName)
  const problem = asked.length === 0 ? noModuleNamed() : unknownAmong(asked, index)
  if (problem !== undefined) {
    deps.stderr(formatError(problem))
    return 1
  }
  const described = asked.flatMap((name) => index.get(name) ?? []).map(describeModule)
  if (typeof flags.markdown !== 'string') {
    deps.stdout(described.map(flags.markdown === true ? modulePage : moduleText).join('\n'))
    return 0
  }
  const folder = resolve(deps.cwd, flags.markdown)
  await mkdir(folder, { recursive: true })
  for (const module of described) await writeFile(join(folder, `${module.name}.md`), modulePage(module))
  return 0
}

function moduleText(module: ModuleDescription): string {
  return `${[
    `${module.name}: ${module.summary}`,
    ...(module.freeForm ? ['  takes a bare string as well'] : []),
    ...(module.args.length > 0 ? ['', 'Arguments:'] : []),
    ...module.args.flatMap(argText),
    ...(module.returns.length > 0 ? ['', 'Return values:'] : []),
    ...module.returns.map(({ name, description }) => `  ${name}: ${description}`),
    ...(module.byVersion.length > 0 ? ['', 'By version:'] : []),
    ...module.byVersion.map(({ versions, what }) => `  ${versions}: ${what}`),
  ].join('\n')}\n`
}

function argText({ name, aliases, type, required, default: fallback, description }: ArgDescription): readonly string[] {
  const traits = [
    type,
    ...(required ? ['required'] : []),
    ...(fallback === undefined ? [] : [`default ${fallback}`]),
    ...(aliases.length > 0 ? [`also ${aliases.join(', ')}`] : []),
  ]
  return [`  ${name} (${traits.join('; ')})`, ...(description === '' ? [] : [`      ${description}`])]
}

function plainName(name: string): string {
  return name.replace(/^ansible\.(builtin|legacy)\./, '')
}

function unknownAmong(names: readonly string[], index: ModuleIndex): LongshoreError | undefined {
  const unknown = names.find((name) => !index.has(name))
  if (unknown === undefined) return undefined
  return new LongshoreError('USAGE_INVALID', `unknown module '${unknown}'${didYouMean(unknown, index.keys())}`, {
    hint: 'See: longshore modules list',
  })
}

function noModuleNamed(): LongshoreError {
  return new LongshoreError('USAGE_INVALID', 'no module is named', {
    hint: 'Name one, or give --all. See: longshore modules list',
  })
}
