import type { Stats } from 'node:fs'
import { stat } from '../base/files-at-once.ts'
import { resolve } from 'node:path'
import { mostConnections } from '../app/default-forks.ts'
import type { Settings } from '../app/project-settings.ts'
import type { LoadRequest } from '../app/load-run.ts'
import { absolutePath } from '../loader/project-file/absolute-path.ts'
import type { AnsibleConfig } from '../loader/ansible-config/ansible-settings.ts'
import type { FactCacheOptions } from '../ports/fact-cache.ts'
import { inventoryRules } from '../app/inventory-rules.ts'
import { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { RunSettings } from '../engine/engine-deps.ts'
import type { TagSelection } from '../engine/select-tags.ts'
import { collectionPlaybook } from '../loader/playbook/collections/collection-playbook.ts'
import { collectionsFolders } from '../loader/playbook/collections/collection.ts'
import { present } from '../loader/playbook/present.ts'
import { loadExtraVars } from '../loader/extra-vars.ts'
import type { Vault } from '../loader/vault/vault.ts'
import type { Vars } from '../model/vars.ts'
import { ansibleDefaultInventory } from './default-inventory.ts'
import { machineLimits } from './machine-limits.ts'
import { readLimitFiles } from './read-limit-files.ts'
import type { Passwords } from './read-passwords.ts'
import type { RunFlags } from './run-flags.ts'

export interface RequestParts {
  readonly playbooks: readonly string[]
  readonly flags: RunFlags
  readonly settings: Settings
  readonly cwd: string
  readonly home: string
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
  const missing = await missingPlaybooks(parts)
  if (missing.length > 0) return err(missing)
  const extraVars = await loadExtraVars(flags.extraVars ?? [], {
    cwd,
    vault,
    lenient: ansible,
    mergesHashes: settings.ansible.hashBehaviour === 'merge',
  })
  if (!extraVars.ok) return extraVars
  const { hostPatternMismatch: mismatch, localhostWarning } = settings.ansible
  const limit = limitOf(flags)
  const limitFiles = await readLimitFiles(limit, cwd)
  if (!limitFiles.ok) return err([limitFiles.error])
  return ok({
    cwd,
    playbooks: playbooks.map((playbook) => playbookPath(playbook, parts)),
    inventorySources: settings.inventory.length === 0 ? await ansibleDefaultInventory() : settings.inventory,
    inventoryRules: inventoryRules(settings.ansible, ansible),
    ...(mismatch === undefined ? {} : { patternMismatch: mismatch }),
    ...(localhostWarning === undefined ? {} : { warnsOfLocalhost: localhostWarning }),
    limit,
    limitFiles: limitFiles.value,
    extraVars: extraVars.value,
    ...(vault === undefined ? {} : { vault }),
    modulePath: modulePath(flags, settings, parts),
    ...present({ moduleUtilsPath: settings.ansible.moduleUtils, duplicateKeys: settings.ansible.duplicateDictKey }),
    hostsOptional: ansible,
    ...(settings.ansible.rolesPath === undefined ? {} : { rolesPath: settings.ansible.rolesPath }),
    ...(settings.ansible.collectionsPath === undefined ? {} : { collectionsPath: settings.ansible.collectionsPath }),
    argsWhenRun: ansible,
    ...(parts.inMemory === undefined ? {} : { inMemory: parts.inMemory }),
  })
}

/** Folders of `--module-path`, each maybe several with `:` between them, then those of ansible.cfg. */
function modulePath(flags: RunFlags, { ansible }: Settings, { cwd, home }: Pick<RequestParts, 'cwd' | 'home'>) {
  const given = (flags.modulePath ?? []).flatMap((folders) => folders.split(':')).filter((folder) => folder !== '')
  return [...given.map((folder) => absolutePath(folder, cwd, home)), ...(ansible.library ?? [])]
}

export interface RunSettingsParts {
  readonly flags: RunFlags
  readonly settings: Settings
  readonly configFile: string | undefined
  readonly extraVars: Vars
  readonly passwords: Passwords
}

export function runSettings({ flags, settings, configFile, extraVars, passwords }: RunSettingsParts): RunSettings {
  const { ansible } = settings
  const factCache = factCacheOf(ansible)
  const { taskTimeout, remotePort } = ansible
  const connection = flags.connection ?? ansible.transport
  const sshCommonArgs = flags.sshCommonArgs ?? ansible.sshCommonArgs
  const sshExtraArgs = flags.sshExtraArgs ?? ansible.sshExtraArgs
  return {
    forks: settings.forks,
    toldForks: settings.toldForks,
    mostConnections: mostConnections(machineLimits(), settings.forks),
    checkMode: flags.check === true,
    diff: flags.diff ?? ansible.diffAlways ?? false,
    verbosity: verbosityOf(flags, settings),
    tags: tagsOf(flags, settings),
    extraVars,
    forceHandlers: flags.forceHandlers ?? ansible.forceHandlers ?? false,
    ...(flags.limit === undefined ? {} : { limit: flags.limit.join(',') }),
    ...(configFile === undefined ? {} : { configFile }),
    ...present({
      debugsFailures: ansible.enableTaskDebugger,
      debugsIgnored: ansible.taskDebuggerIgnoreErrors === undefined ? undefined : !ansible.taskDebuggerIgnoreErrors,
      showsArgs: ansible.displayArgsToStdout,
      shell: ansible.executable,
      pythonInterpreter: ansible.interpreterPython,
    }),
    gatherDefaults: present({
      gather_subset: ansible.gatherSubset,
      gather_timeout: ansible.gatherTimeout,
      fact_path: ansible.factPath,
    }),
    ...(ansible.anyErrorsFatal === undefined ? {} : { anyErrorsFatal: ansible.anyErrorsFatal }),
    ...(ansible.noLog === undefined ? {} : { noLog: ansible.noLog }),
    ...(ansible.strategy === undefined ? {} : { strategy: ansible.strategy }),
    ...(taskTimeout === undefined ? {} : { taskTimeout }),
    missingHandlerIsWarned: ansible.errorOnMissingHandler === false,
    roleVarsArePrivate: ansible.privateRoleVars === true,
    factsAreNoVars: ansible.injectFactsAsVars === false,
    ...(ansible.gathering === undefined ? {} : { gathering: ansible.gathering }),
    ...(ansible.pollInterval === undefined ? {} : { pollSeconds: ansible.pollInterval }),
    ...(ansible.asyncDir === undefined ? {} : { asyncFolder: ansible.asyncDir }),
    ...(factCache === undefined ? {} : { factCache }),
    ...(flags.flushCache === undefined ? {} : { flushCache: flags.flushCache }),
    ...(flags.startAtTask === undefined ? {} : { startAtTask: flags.startAtTask }),
    ...(flags.stage === undefined ? {} : { stage: Number(flags.stage) }),
    locks: { mode: settings.lock, waitMs: settings.lockWaitMs },
    connection: {
      connectTimeoutMs: settings.connectTimeoutMs,
      ...(connection === undefined ? {} : { kind: connection }),
      ...(remotePort === undefined ? {} : { port: remotePort }),
      ...(sshCommonArgs === undefined ? {} : { sshCommonArgs }),
      ...(sshExtraArgs === undefined ? {} : { sshExtraArgs }),
      ...(settings.remoteUser === undefined ? {} : { user: settings.remoteUser }),
      ...(passwords.connection === undefined ? {} : { password: passwords.connection }),
      ...(settings.privateKeyFile === undefined ? {} : { privateKeyFile: settings.privateKeyFile }),
      ...(settings.hostKeyChecking === undefined ? {} : { hostKeyChecking: settings.hostKeyChecking }),
      ...(settings.sshConfig === undefined ? {} : { sshConfigFile: settings.sshConfig }),
      ...(settings.knownHosts === undefined ? {} : { knownHostsFile: settings.knownHosts }),
    },
    become: {
      become: flags.become ?? ansible.become ?? false,
      user: flags.becomeUser ?? ansible.becomeUser ?? 'root',
      ...(ansible.becomeFlags === undefined ? {} : { flags: ansible.becomeFlags }),
      ...(ansible.becomeExe === undefined ? {} : { exe: ansible.becomeExe }),
      method: flags.becomeMethod ?? ansible.becomeMethod ?? 'sudo',
      ...(passwords.become === undefined ? {} : { password: passwords.become }),
    },
  }
}

/** What the flags say, else what ansible.cfg does. */
export function tagsOf(flags: RunFlags, { ansible }: Settings): TagSelection {
  return { only: words(flags.tags ?? ansible.runTags), skip: words(flags.skipTags ?? ansible.skipTags) }
}

/** Each -v counts on from what ansible.cfg says. */
export function verbosityOf(flags: RunFlags, { ansible }: Settings): number {
  return flags.verbose + (ansible.verbosity ?? 0)
}

/** Ansible's plugin `jsonfile`; `memory`, its default, keeps facts no longer than the run. */
function factCacheOf(config: AnsibleConfig): FactCacheOptions | undefined {
  const { factCaching, factCachingConnection: folder } = config
  if (factCaching === undefined || !JSON_FILES.has(factCaching) || folder === undefined) return undefined
  return { folder, prefix: config.factCachingPrefix ?? '', timeoutSeconds: config.factCachingTimeout ?? A_DAY }
}

const JSON_FILES: ReadonlySet<string> = new Set(['jsonfile', 'ansible.builtin.jsonfile'])
const A_DAY = 86_400

function words(given: readonly string[] | undefined): readonly string[] {
  return (given ?? []).flatMap((text) => text.split(',')).flatMap((word) => (word.trim() === '' ? [] : [word.trim()]))
}

/** Of several, the last counts under Ansible's names; otherwise all do. */
function limitOf({ limit = [], program }: RunFlags): readonly string[] {
  return program === undefined ? limit : limit.slice(-1)
}

/** A file, or `namespace.collection.playbook`. */
function playbookPath(named: string, { settings, cwd }: RequestParts): string {
  return collectionPlaybook(named, collectionsFolders([], settings.ansible.collectionsPath)) ?? resolve(cwd, named)
}

async function missingPlaybooks(parts: RequestParts): Promise<readonly LongshoreError[]> {
  const { playbooks, inMemory } = parts
  const kinds = await Promise.all(
    playbooks.map(async (named) => {
      const path = playbookPath(named, parts)
      return inMemory?.has(path) === true ? undefined : notPlaybook(named, await stat(path).catch(() => undefined))
    }),
  )
  return kinds.filter((error) => error !== undefined)
}

function notPlaybook(named: string, found: Stats | undefined): LongshoreError | undefined {
  if (found?.isFile() === true || found?.isFIFO() === true || found?.isCharacterDevice() === true) return undefined
  const problem = found === undefined ? 'could not be found' : 'does not appear to be a file'
  const message = `the playbook: ${named} ${problem}`
  return new LongshoreError('FILE_UNREADABLE', message, {
    ansible: { message },
    hint: 'Name a YAML file with a list of plays',
  })
}

function noInventory(): LongshoreError {
  return new LongshoreError('USAGE_INVALID', 'no inventory is given', {
    hint: 'Give one with -i FILE (or -i host1,host2,), in LONGSHORE_INVENTORY, or as inventory: in longshore.yml',
  })
}
