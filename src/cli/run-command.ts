import { relative } from 'node:path'
import type { Settings } from '../app/project-settings.ts'
import { type Loaded, prepareRun, runPlaybook, type RunDeps } from '../app/run-playbook.ts'
import type { LoadRequest } from '../app/load-run.ts'
import type { LongshoreError } from '../base/longshore-error.ts'
import { Interrupts } from '../engine/interrupts.ts'
import type { RunSettings } from '../engine/engine-deps.ts'
import type { Reporter } from '../ports/reporter.ts'
import type { Composition } from './composition.ts'
import type { Io } from './io.ts'
import { listHosts, listHostsOfTask } from './list-hosts.ts'
import { listPlays } from './list-tasks.ts'
import { readPasswords } from './read-passwords.ts'
import { readSettings } from './read-settings.ts'
import { createReporter } from './reporters/create-reporter.ts'
import type { RunFlags } from './run-flags.ts'
import { loadRequest, runSettings, tagsOf, verbosityOf } from './run-request.ts'
import { wantsColour } from './terminal/colours.ts'
import { createPrompter, type Prompter } from './terminal/prompt.ts'
import { openVault } from './vault-flags.ts'
import { untilInterrupted } from './until-interrupted.ts'
import { configLine, voiceOf, type Voice } from './voice.ts'

/** Runs playbooks, files or in memory by their absolute paths, as the command line says. Gives the exit code. */
export async function runCommand(
  playbooks: readonly string[],
  flags: RunFlags,
  composition: Composition,
  inMemory?: ReadonlyMap<string, string>,
): Promise<number> {
  const { io } = composition
  const read = await readSettings(flags, io)
  if (!read.ok) return refused(read.error, voiceOf(flags.output), io)
  const { settings, configFile, warnings } = read.value
  const voice = voiceOf(settings.output)
  const onWarning = (message: string) => io.stderr(voice.warning(message))
  for (const warning of [...warnings, ...ignoredFlags(flags)]) onWarning(warning)
  if (settings.output === 'ansible' && verbosityOf(flags, settings) > 0) io.stdout(configLine(configFile))
  const prompter = createPrompter()
  const vault = await openVault(flags, settings, { cwd: io.cwd, prompter })
  if (!vault.ok) return refused(vault.error, voice, io)
  const request = await loadRequest({
    playbooks,
    flags,
    settings,
    cwd: io.cwd,
    vault: vault.value,
    ...(inMemory === undefined ? {} : { inMemory }),
  })
  if (!request.ok) return refused(request.error, voice, io)
  const deps = await composition.runDeps({ onWarning })
  if (isLook(flags)) return look(request.value, flags, settings, deps, io)
  const passwords = await readPasswords(flags, settings, { cwd: io.cwd, prompter })
  if (!passwords.ok) return refused([passwords.error], voice, io)
  const run = runSettings(flags, settings, request.value.extraVars, passwords.value)
  return perform({ request: request.value, run, settings, flags, prompter }, deps, composition)
}

interface Performance {
  readonly request: LoadRequest
  readonly run: RunSettings
  readonly settings: Settings
  readonly flags: RunFlags
  readonly prompter: Prompter
}

async function perform(
  given: Performance,
  deps: Omit<RunDeps, 'onEvent' | 'prompt'>,
  composition: Composition,
): Promise<number> {
  const { io } = composition
  const voice = voiceOf(given.settings.output)
  const reporter = reporterFor(given, composition)
  const interrupts = new Interrupts()
  const stopListening = untilInterrupted(interrupts, io, given.settings.runTimeoutMs)
  try {
    const outcome = await runPlaybook(
      { ...given.request, settings: given.run, signals: interrupts.signals, runId: await composition.newRunId() },
      {
        ...deps,
        onEvent: (event) => reporter.report(event),
        prompt: (text, { echo }) =>
          given.prompter.ask(text, { echo, answeredBy: 'the seconds or minutes of pause, or -e' }),
      },
    )
    await reporter.close()
    return outcome.ok ? voice.exitCode(outcome.value) : refused(outcome.error, voice, io)
  } finally {
    stopListening()
  }
}

function reporterFor({ settings, flags }: Performance, { io }: Composition): Reporter {
  return createReporter(
    settings.output,
    {
      stdout: io.stdout,
      stderr: io.stderr,
      isTerminal: io.isTerminal,
      columns: io.columns,
      colour: wantsColour(io.env, io.isTerminal),
      now: () => new Date(),
    },
    { verbosity: verbosityOf(flags, settings), ...(flags.oneTask === undefined ? {} : { oneTask: flags.oneTask }) },
  )
}

/** Longshore speaks SSH itself: there is no sftp and no scp to give arguments to. */
function ignoredFlags({ sftpExtraArgs, scpExtraArgs }: RunFlags): readonly string[] {
  const given = { '--sftp-extra-args': sftpExtraArgs, '--scp-extra-args': scpExtraArgs }
  return Object.entries(given).flatMap(([flag, args]) =>
    args === undefined ? [] : [`${flag} has no effect: files travel over SSH itself, without sftp and scp`],
  )
}

function isLook(flags: RunFlags): boolean {
  return [flags.syntaxCheck, flags.listHosts, flags.listTasks, flags.listTags].includes(true)
}

/** `--syntax-check` and the lists: everything is loaded and matched, and nothing is connected to. */
async function look(
  request: LoadRequest,
  flags: RunFlags,
  settings: Settings,
  deps: Pick<RunDeps, 'modules' | 'templater'>,
  io: Io,
): Promise<number> {
  const voice = voiceOf(settings.output)
  const prepared = await prepareRun(request, deps)
  if (!prepared.ok) return refused(prepared.error, voice, io)
  const warnings = [...prepared.value.warnings, ...prepared.value.hosts.warnings]
  for (const warning of warnings) io.stderr(voice.warning(warning))
  io.stdout(lookText(shownFrom(io.cwd, prepared.value), flags, settings))
  return 0
}

/** Playbooks by the names that lead to them from the working directory. */
function shownFrom(cwd: string, loaded: Loaded): Loaded {
  const named = (path: string) => (relative(cwd, path).startsWith('..') ? path : relative(cwd, path))
  return { ...loaded, playbooks: loaded.playbooks.map((playbook) => ({ ...playbook, path: named(playbook.path) })) }
}

function lookText(loaded: Loaded, flags: RunFlags, settings: Settings): string {
  const ansible = settings.output === 'ansible'
  const listing = { hosts: flags.listHosts === true, tasks: flags.listTasks === true, tags: flags.listTags === true }
  if (flags.oneTask !== undefined && listing.hosts) return listHostsOfTask(loaded)
  if (listing.tasks || listing.tags || (listing.hosts && ansible))
    return listPlays(loaded, listing, tagsOf(flags, settings))
  if (listing.hosts) return listHosts(loaded)
  return loaded.playbooks.map(({ path }) => (ansible ? `\nplaybook: ${path}\n` : `${path}: no problems\n`)).join('')
}

function refused(errors: readonly LongshoreError[], voice: Voice, io: Io): number {
  for (const error of errors) io.stderr(voice.error(error))
  return voice.exitCodeOfErrors(errors)
}
