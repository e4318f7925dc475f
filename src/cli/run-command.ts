import type { Settings } from '../app/project-settings.ts'
import { prepareRun, runPlaybook, type RunDeps } from '../app/run-playbook.ts'
import type { LoadRequest } from '../app/load-run.ts'
import type { LongshoreError } from '../base/longshore-error.ts'
import { Interrupts } from '../engine/interrupts.ts'
import type { RunSettings } from '../engine/engine-deps.ts'
import type { Reporter } from '../ports/reporter.ts'
import type { Composition } from './composition.ts'
import { exitCodeOf, formatError } from './exit-codes.ts'
import { listHosts } from './list-hosts.ts'
import { readPasswords } from './read-passwords.ts'
import { readSettings } from './read-settings.ts'
import { createReporter } from './reporters/create-reporter.ts'
import type { RunFlags } from './run-flags.ts'
import { loadRequest, runSettings } from './run-request.ts'
import { wantsColour } from './terminal/colours.ts'
import { createPrompter, type Prompter } from './terminal/prompt.ts'
import { openVault } from './vault-flags.ts'
import { untilInterrupted } from './until-interrupted.ts'

/** Runs playbooks as the command line says. Gives the exit code. */
export async function runCommand(
  playbooks: readonly string[],
  flags: RunFlags,
  composition: Composition,
): Promise<number> {
  const { io } = composition
  const read = await readSettings(flags, io)
  if (!read.ok) return refused(read.error, composition)
  const { settings, warnings } = read.value
  for (const warning of warnings) io.stderr(`warning: ${warning}\n`)
  const prompter = createPrompter()
  const vault = await openVault(flags, settings, { cwd: io.cwd, prompter })
  if (!vault.ok) return refused(vault.error, composition)
  const request = await loadRequest({ playbooks, flags, settings, cwd: io.cwd, vault: vault.value })
  if (!request.ok) return refused(request.error, composition)
  const deps = await composition.runDeps({ onWarning: (message) => io.stderr(`warning: ${message}\n`) })
  if (flags.syntaxCheck === true || flags.listHosts === true) return look(request.value, flags, deps, composition)
  const passwords = await readPasswords(flags, settings, { cwd: io.cwd, prompter })
  if (!passwords.ok) return refused([passwords.error], composition)
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
    return outcome.ok ? exitCodeOf(outcome.value) : refused(outcome.error, composition)
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
    { verbosity: flags.verbose },
  )
}

/** `--syntax-check` and `--list-hosts`: everything is loaded and matched, and nothing is connected to. */
async function look(
  request: LoadRequest,
  flags: RunFlags,
  deps: Pick<RunDeps, 'modules' | 'templater'>,
  composition: Composition,
): Promise<number> {
  const prepared = await prepareRun(request, deps)
  if (!prepared.ok) return refused(prepared.error, composition)
  if (flags.listHosts === true) composition.io.stdout(listHosts(prepared.value))
  else
    composition.io.stdout(`${prepared.value.playbooks.map((playbook) => `${playbook.path}: no problems`).join('\n')}\n`)
  return 0
}

function refused(errors: readonly LongshoreError[], { io }: Composition): number {
  for (const error of errors) io.stderr(formatError(error))
  return 1
}
