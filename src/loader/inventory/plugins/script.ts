import { dirname } from 'node:path'
import pLimit from 'p-limit'
import type { LongshoreError } from '../../../base/longshore-error.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import { EncryptedText } from '../../../model/encrypted-text.ts'
import { LOCKED_VAULT, type Vault } from '../../vault/vault.ts'
import { parseYaml } from '../../yaml/parse-yaml.ts'
import { toNative } from '../../yaml/yaml-node.ts'
import { addScriptGroups, isObject } from '../parse-script-output.ts'
import { runScript } from '../run-script.ts'
import { hostOutputInvalid, hostsMetaInvalid, outputInvalid, scriptFailed } from '../script-errors.ts'
import type { SourceText } from '../source-text.ts'
import type { InventoryPlugin, Reading } from './plugin.ts'

/** Ansible has no limit; one that hangs would hold every run for ever. */
const TIMEOUT_MS = 300_000
/** `--host` of as many hosts at once, where the script has no `_meta`. */
const AT_ONCE = 8

/**
 * A program that prints an inventory as JSON (Ansible: plugins/inventory/script.py): `--list` once, and where that has no
 * `_meta.hostvars`, `--host NAME` for each host.
 */
export const script: InventoryPlugin = {
  name: 'script',
  accepts: (source) => source.isFile && (source.isExecutable || source.hasShebang),
  claims: (source) => source.isProgram,
  async read(source, reading) {
    const { builder } = reading
    const listed = await listOf(source, reading)
    if (!listed.ok) {
      builder.refuse(listed.error)
      return
    }
    const origin = { file: source.path, dir: dirname(source.path) }
    const { hosts, hostVars } = addScriptGroups(listed.value, source.shown, origin, builder)
    const vars = hostVars === undefined ? await varsOfEach(hosts, source, reading) : varsOfMeta(hosts, hostVars, source)
    if (!vars.ok) {
      builder.refuse(vars.error)
      return
    }
    const at = { file: source.shown, line: 1, column: 1 }
    for (const [host, values] of vars.value) {
      for (const [name, value] of Object.entries(values)) {
        builder.setVariable(host, name, withVault(value, source, reading.vault), at)
      }
    }
  },
}

type VarsOfHosts = readonly (readonly [host: string, vars: Readonly<Record<string, unknown>>])[]

async function listOf(
  source: SourceText,
  reading: Reading,
): Promise<Result<Readonly<Record<string, unknown>>, LongshoreError>> {
  const output = await outputOf(source, ['--list'], reading)
  if (!output.ok) return output
  try {
    const parsed: unknown = JSON.parse(output.value)
    return isObject(parsed) ? ok(parsed) : err(outputInvalid(source.path, source.shown, 'needs to be a json dict'))
  } catch (cause) {
    return err(outputInvalid(source.path, source.shown, cause instanceof Error ? cause.message : String(cause)))
  }
}

async function outputOf(
  source: SourceText,
  args: readonly string[],
  { cwd, scriptTimeoutMs = TIMEOUT_MS, builder }: Reading,
): Promise<Result<string, LongshoreError>> {
  const notRun = { stdout: '', stderr: '', ended: { kind: 'not-started', cause: 'ENOEXEC' } } as const
  const run = source.isProgram ? await runScript(source.path, args, { cwd, timeoutMs: scriptTimeoutMs }) : notRun
  const isHost = args[0] === '--host'
  if (run.ended.kind !== 'code' || (run.ended.code !== 0 && !isHost)) {
    return err(scriptFailed(source.path, source.shown, { args, run, timeoutMs: scriptTimeoutMs }))
  }
  for (const line of run.stderr.split('\n')) if (line.trim() !== '') builder.warnings.push(`${source.shown}: ${line}`)
  return ok(run.stdout)
}

function varsOfMeta(
  hosts: readonly string[],
  hostVars: unknown,
  source: SourceText,
): Result<VarsOfHosts, LongshoreError> {
  if (!isObject(hostVars)) return hosts.length === 0 ? ok([]) : err(hostsMetaInvalid(source.shown, hosts[0] ?? ''))
  const bad = hosts.find((host) => Object.hasOwn(hostVars, host) && !isObject(hostVars[host]))
  if (bad !== undefined) return err(hostsMetaInvalid(source.shown, bad))
  return ok(
    hosts.flatMap((host) => {
      const vars = Object.hasOwn(hostVars, host) ? hostVars[host] : undefined
      return isObject(vars) ? [[host, vars] as const] : []
    }),
  )
}

async function varsOfEach(
  hosts: readonly string[],
  source: SourceText,
  reading: Reading,
): Promise<Result<VarsOfHosts, LongshoreError>> {
  const limit = pLimit(AT_ONCE)
  const all = await Promise.all(hosts.map((host) => limit(() => varsOf(host, source, reading))))
  const vars: (readonly [string, Readonly<Record<string, unknown>>])[] = []
  for (const one of all) {
    if (!one.ok) return one
    vars.push(one.value)
  }
  return ok(vars)
}

/** Ansible takes YAML here, too, and does not look at the exit code. */
async function varsOf(
  host: string,
  source: SourceText,
  reading: Reading,
): Promise<Result<VarsOfHosts[number], LongshoreError>> {
  const output = await outputOf(source, ['--host', host], reading)
  if (!output.ok) return output
  const parsed = parseYaml(output.value, source.shown, 'INVENTORY_INVALID', reading.vault)
  const vars = parsed.ok ? toNative(parsed.value) : output.value.trim()
  return isObject(vars) ? ok([host, vars]) : err(hostOutputInvalid(source.shown, host, output.value.trim()))
}

/** `{"__ansible_vault": "..."}` is an encrypted value (Ansible: parsing/ajson.py). */
function withVault(value: unknown, source: SourceText, vault: Vault = LOCKED_VAULT): unknown {
  if (Array.isArray(value)) return value.map((item) => withVault(item, source, vault))
  if (!isObject(value) || value instanceof EncryptedText) return value
  const envelope = value['__ansible_vault']
  if (typeof envelope === 'string') {
    const at = { file: source.shown, line: 1, column: 1 }
    return new EncryptedText(envelope, () => {
      const opened = vault.open(envelope, { shown: source.shown, at })
      return opened.ok ? ok(Buffer.from(opened.value).toString('utf8')) : opened
    })
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withVault(item, source, vault)]))
}
