import { isatty } from 'node:tty'
import type { Settings } from '../app/project-settings.ts'
import { runPlaybook, type RunDeps } from '../app/run-playbook.ts'
import type { LoadRequest } from '../app/load-run.ts'
import { textOfFile } from '../app/vault-text.ts'
import type { LongshoreError } from '../base/longshore-error.ts'
import { err } from '../base/result.ts'
import { Interrupts } from '../engine/interrupts.ts'
import type { RunSettings } from '../engine/engine-deps.ts'
import type { Module, ModuleIndex } from '../model/module.ts'
import type { JinjaOptions } from '../model/template-options.ts'
import type { NumberedEvent } from '../model/run-event/run-event.ts'
import type { Reporter } from '../ports/reporter.ts'
import type { ReopenedRun } from '../ports/run-store.ts'
import { type Asked, askedFor, otherVars } from './runs/asked.ts'
import type { Composition } from './composition.ts'
import type { Io } from './io.ts'
import { loggedIo } from './log-file.ts'
import { isLook, look } from './look.ts'
import { runNotifications } from './notifications.ts'
import { pauseOnSignal } from './pause-on-signal.ts'
import { programVersion } from './programs/program-version.ts'
import { readPasswords } from './read-passwords.ts'
import { readSettings } from './read-settings.ts'
import type { RunFlags } from './run-flags.ts'
import { reporterFor } from './reporter-for.ts'
import { loadRequest, runSettings, verbosityOf } from './run-request.ts'
import { approvalPrompt } from './terminal/approval-prompt.ts'
import { promptWithoutTerminal } from './terminal/errors.ts'
import { debuggerOn } from './terminal/debugger-on.ts'
import { passwordPrompter } from './terminal/password-prompter.ts'
import { createPrompter, type Prompter } from './terminal/prompt.ts'
import { leaveStdin } from './terminal/std-streams.ts'
import { stepPrompt } from './terminal/step-prompt.ts'
import { openVault } from './vault-flags.ts'
import { untilInterrupted } from './until-interrupted.ts'
import { configLine, voiceOf, type Voice } from './voice.ts'

export interface RunKind {
  /** Playbooks that are no files. */
  readonly inMemory?: ReadonlyMap<string, string>
  /** Modules that its playbooks alone may name. */
  readonly modules?: readonly Module[]
  /** The run goes on. */
  readonly resume?: { readonly run: string } & ReopenedRun
  /** Told of the run in the place of what the flags want. */
  readonly reporter?: Reporter
  readonly onEvent?: (event: NumberedEvent) => void
}

/** Runs playbooks, files or in memory by their absolute paths, as the command line says. Gives the exit code. */
export async function runCommand(
  playbooks: readonly string[],
  flags: RunFlags,
  composed: Composition,
  { inMemory, resume, reporter, onEvent, modules = [] }: RunKind = {},
): Promise<number> {
  const read = await readSettings(flags, composed.io)
  if (!read.ok) return refused(read.error, voiceOf(flags.output), composed.io)
  const { settings, configFile, warnings } = read.value
  const io = ioOf(settings, composed)
  const composition = { ...composed, io }
  const voice = voiceOf(settings.output)
  const onWarning = (message: string) => io.stderr(voice.warning(message))
  for (const warning of [...warnings, ...ignoredFlags(flags)]) onWarning(warning)
  const verbosity = settings.output === 'ansible' ? verbosityOf(flags, settings) : 0
  if (verbosity > 1) io.stdout(await programVersion(flags.program ?? 'ansible-playbook', composition))
  if (verbosity > 0) io.stdout(configLine(configFile))
  const prompter = createPrompter()
  const ofPasswords = flags.program === undefined ? prompter : passwordPrompter(prompter, io)
  // Ansible asks for these before those of vaults: what is piped in is in that order.
  const first =
    flags.program === undefined || isLook(flags)
      ? undefined
      : await readPasswords(flags, settings, { cwd: io.cwd, prompter: ofPasswords })
  const vault = await openVault(flags, settings, { cwd: io.cwd, prompter: ofPasswords })
  if (!vault.ok) return refused(vault.error, voice, io)
  const request = await loadRequest({
    playbooks,
    flags,
    settings,
    cwd: io.cwd,
    home: io.home,
    vault: vault.value,
    ...(inMemory === undefined ? {} : { inMemory }),
  })
  if (!request.ok) return refused(request.error, voice, io)
  const built = await composition.runDeps({
    onWarning,
    jinja: jinjaOptions(settings),
    shards: settings.shards,
    readText: (path) => textOfFile(path, vault.value),
  })
  const deps = modules.length === 0 ? built : { ...built, modules: withModules(built.modules, modules) }
  if (isLook(flags)) {
    const looked = await look({ request: request.value, flags, settings, onWarning }, deps)
    if (!looked.ok) return refused(looked.error, voice, io)
    io.stdout(looked.value)
    return 0
  }
  const passwords = first ?? (await readPasswords(flags, settings, { cwd: io.cwd, prompter: ofPasswords }))
  if (!passwords.ok) return refused([passwords.error], voice, io)
  const { extraVars } = request.value
  const asked = inMemory === undefined ? askedFor(playbooks, flags, Object.keys(extraVars), io.cwd) : undefined
  const missing = resume === undefined ? undefined : otherVars(resume.request, extraVars)
  if (missing !== undefined) return refused([missing], voice, io)
  const run = runSettings({ flags, settings, configFile, extraVars, passwords: passwords.value })
  const told = { reporter, onEvent }
  return perform({ request: request.value, run, settings, flags, prompter, asked, resume, ...told }, deps, composition)
}

function ioOf({ ansible: { logPath } }: Settings, { io }: Composition): Io {
  return logPath === undefined ? io : loggedIo(io, logPath, () => new Date())
}

interface Performance {
  readonly request: LoadRequest
  readonly run: RunSettings
  readonly settings: Settings
  readonly flags: RunFlags
  readonly prompter: Prompter
  readonly asked: Asked | undefined
  readonly resume: RunKind['resume']
  readonly reporter: RunKind['reporter']
  readonly onEvent: RunKind['onEvent']
}

async function perform(
  given: Performance,
  deps: Omit<RunDeps, 'onEvent' | 'prompt'>,
  composition: Composition,
): Promise<number> {
  const { io } = composition
  const { resume } = given
  const voice = voiceOf(given.settings.output)
  const reporter = given.reporter ?? reporterFor(given.flags, given.settings, given.run, io)
  const interrupts = new Interrupts()
  const runId = resume?.run ?? (await composition.newRunId())
  const control = (await composition.runArchive()).control(runId)
  const backupStore = await composition.backupStore(given.settings.backups)
  const notifications = await runNotifications(given.settings, runId, composition)
  const stopListening = untilInterrupted(interrupts, io, given.settings.runTimeoutMs)
  const stopPausing = pauseOnSignal(control, io)
  try {
    const outcome = await runPlaybook(
      {
        ...given.request,
        settings: given.run,
        signals: interrupts.signals,
        runId,
        ...(given.asked === undefined ? {} : { asked: given.asked }),
        ...(resume === undefined ? {} : { resume }),
      },
      {
        ...deps,
        ...(backupStore === undefined ? {} : { backupStore }),
        ...(resume === undefined
          ? {}
          : { runStore: { ...deps.runStore, create: () => Promise.resolve(resume.journal) } }),
        onEvent: (event) => {
          reporter.report(event)
          given.onEvent?.(event)
          notifications?.hear(event)
        },
        prompt: promptOf(given),
        approvals: control.approvals(approvalPrompt(given.prompter)),
        pauses: control,
        ...(given.settings.output === 'ansible' ? { debuggerIo: debuggerOn(given.prompter, io, interrupts) } : {}),
        ...(given.flags.step === true ? { step: stepPrompt(given.prompter, io) } : {}),
      },
    )
    await reporter.close()
    await notifications?.done()
    return outcome.ok ? voice.exitCode(outcome.value) : refused(outcome.error, voice, io)
  } finally {
    stopListening()
    stopPausing()
    await leaveStdin()
  }
}

/**
 * Asks what a playbook asks. As Ansible, nobody where stdin is no terminal, whatever /dev/tty is; otherwise Ctrl-C at a pause
 * that takes its time stops the run as at any other task.
 */
function promptOf({ prompter, settings }: Performance): RunDeps['prompt'] {
  const isAnsible = settings.output === 'ansible'
  return async (text, options) => {
    const answeredBy = 'the seconds or minutes of pause, or -e'
    const isAsked = isAnsible ? isatty(0) : options.pause?.until === undefined
    return isAsked ? prompter.ask(text, { ...options, answeredBy }) : err(promptWithoutTerminal(text, answeredBy))
  }
}

function withModules(known: ModuleIndex, more: readonly Module[]): ModuleIndex {
  return new Map([...known, ...more.map((module) => [module.name, module] as const)])
}

/** Longshore speaks SSH itself: there is no sftp and no scp to give arguments to. */
function ignoredFlags({ sftpExtraArgs, scpExtraArgs }: RunFlags): readonly string[] {
  const given = { '--sftp-extra-args': sftpExtraArgs, '--scp-extra-args': scpExtraArgs }
  return Object.entries(given).flatMap(([flag, args]) =>
    args === undefined ? [] : [`${flag} has no effect: files travel over SSH itself, without sftp and scp`],
  )
}

function refused(errors: readonly LongshoreError[], voice: Voice, io: Io): number {
  for (const error of errors) io.stderr(voice.error(error))
  return voice.exitCodeOfErrors(errors)
}

function jinjaOptions({ ansible, configText }: Settings): JinjaOptions {
  return {
    extensions: ansible.jinja2Extensions ?? [],
    native: ansible.jinja2Native === true,
    keepsUndefined: ansible.errorOnUndefinedVars === false,
    ...(ansible.ansibleManaged !== undefined && { managed: ansible.ansibleManaged }),
    ...(configText !== undefined && { config: configText }),
  }
}
