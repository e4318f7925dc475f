import { type Loaded, prepareRun } from '../app/run-playbook.ts'
import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
import type { Composition } from './composition.ts'
import { readSettings } from './read-settings.ts'
import type { RunFlags } from './run-flags.ts'
import { loadRequest } from './run-request.ts'
import { createPrompter } from './terminal/prompt.ts'
import { openVault } from './vault-flags.ts'

/** What a run would begin with: inventory, playbooks and hosts. Nothing is connected to. */
export async function preparedFor(
  playbooks: readonly string[],
  flags: RunFlags,
  { io, modules, templater }: Composition,
  inMemory: ReadonlyMap<string, string> = new Map(),
): Promise<Result<Loaded, readonly LongshoreError[]>> {
  const read = await readSettings(flags, io)
  if (!read.ok) return read
  const { settings } = read.value
  const { cwd, home } = io
  const vault = await openVault(flags, settings, { cwd, prompter: createPrompter() })
  if (!vault.ok) return vault
  const request = await loadRequest({ playbooks, flags, settings, cwd, home, vault: vault.value, inMemory })
  if (!request.ok) return request
  return prepareRun(request.value, { modules: await modules(), templater: await templater() })
}
