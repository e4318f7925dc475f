import { access, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { mostConnections } from '../app/default-forks.ts'
import type { Settings } from '../app/project-settings.ts'
import type { LoadRequest } from '../app/load-run.ts'
import { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { RunSettings } from '../engine/engine-deps.ts'
import type { TagSelection } from '../engine/select-tags.ts'
import { loadExtraVars } from '../loader/extra-vars.ts'
import { fileUnreadable } from '../loader/errors.ts'
import { limitFileNames } from '../model/host-pattern.ts'
import type { Vault } from '../loader/vault/vault.ts'
import type { Vars } from '../model/vars.ts'
import { machineLimits } from './machine-limits.ts'
import type { Passwords } from './read-passwords.ts'
import type { RunFlags } from './run-flags.ts'

export interface RequestParts {
  readonly playbooks: readonly string[]
  readonly flags: RunFlags
  readonly settings: Settings
  readonly cwd: string
  /** Opens what is encrypted. Without it, nothing is. */
  readonly vault?: Vault
  /** Playbooks that are no files, by their absolute path. */
  readonly inMemory?: ReadonlyMap<string, string>
}

/** What to load, from the command line. */
export async function loadRequest(parts: RequestParts): Promise<Result<LoadRequest, readonly LongshoreError[]>> {
  const { playbooks, flags, settings, cwd, vault } = parts
  const ansible = settings.output === 'ansible'
  if (settings.inventory.length === 0 && !ansible) return err([noInventory()])
  const extraVars = await loadExtraVars(flags.extraVars ?? [], cwd, vault)
  if (!extraVars.ok) return extraVars
  const limit = flags.limit ?? []
  const limitFiles = await readLimitFiles(limit, cwd)
  if (!limitFiles.ok) return err([limitFiles.error])
  return ok({
    cwd,
    playbooks: playbooks.map((playbook) => resolve(cwd, playbook)),
    inventorySources: settings.inventory.length === 0 ? [await ansibleDefaultInventory()] : settings.inventory,
    limit,
    limitFiles: limitFiles.value,
    extraVars: extraVars.value,
    ...(vault === undefined ? {} : { vault }),
    hostsOptional: ansible,
    argsWhenRun: ansible,
    ...(parts.inMemory === undefined ? {} : { inMemory: parts.inMemory }),
  })
}

export function runSettings(flags: RunFlags, settings: Settings, extraVars: Vars, passwords: Passwords): RunSettings {
  return {
    forks: settings.forks,
    mostConnections: mostConnections(machineLimits(), settings.forks),
    checkMode: flags.check === true,
    diff: flags.diff === true,
    verbosity: flags.verbose,
    tags: tagsOf(flags),
    extraVars,
    forceHandlers: flags.forceHandlers === true,
    connection: {
      connectTimeoutMs: settings.connectTimeoutMs,
      ...(flags.connection === undefined ? {} : { kind: flags.connection }),
      ...(settings.remoteUser === undefined ? {} : { user: settings.remoteUser }),
      ...(passwords.connection === undefined ? {} : { password: passwords.connection }),
      ...(settings.privateKeyFile === undefined ? {} : { privateKeyFile: settings.privateKeyFile }),
      ...(settings.hostKeyChecking === undefined ? {} : { hostKeyChecking: settings.hostKeyChecking }),
      ...(settings.sshConfig === undefined ? {} : { sshConfigFile: settings.sshConfig }),
      ...(settings.knownHosts === undefined ? {} : { knownHostsFile: settings.knownHosts }),
    },
    become: {
      become: flags.become === true,
      user: flags.becomeUser ?? 'root',
      method: flags.becomeMethod ?? 'sudo',
      ...(passwords.become === undefined ? {} : { password: passwords.become }),
    },
  }
}

export function tagsOf(flags: RunFlags): TagSelection {
  return { only: words(flags.tags), skip: words(flags.skipTags) }
}

function words(given: readonly string[] | undefined): readonly string[] {
  return (given ?? []).flatMap((text) => text.split(',')).flatMap((word) => (word.trim() === '' ? [] : [word.trim()]))
}

async function readLimitFiles(
  limit: readonly string[],
  cwd: string,
): Promise<Result<ReadonlyMap<string, string>, LongshoreError>> {
  const files = new Map<string, string>()
  for (const name of limitFileNames(limit)) {
    try {
      files.set(name, await readFile(resolve(cwd, name), 'utf8'))
    } catch (cause) {
      return err(fileUnreadable(name, cause))
    }
  }
  return ok(files)
}

/** Ansible's own place, else one without a host, where the implicit localhost is. */
async function ansibleDefaultInventory(): Promise<string> {
  return access(DEFAULT_INVENTORY).then(
    () => DEFAULT_INVENTORY,
    () => '/dev/null',
  )
}

const DEFAULT_INVENTORY = '/etc/ansible/hosts'

function noInventory(): LongshoreError {
  return new LongshoreError('USAGE_INVALID', 'no inventory is given', {
    hint: 'Give one with -i FILE (or -i host1,host2,), in LONGSHORE_INVENTORY, or as inventory: in longshore.yml',
  })
}
