import { statSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { resolve } from 'node:path'
import { ok } from '../../base/result.ts'
import type { TemplateOptions } from '../../model/template-options.ts'
import type { TemplateScope } from '../../ports/templater.ts'
import type { LookupHost } from './lookups/lookup.ts'
import { DateTime } from './python/datetime.ts'
import { strftime } from './python/strftime.ts'

interface TemplateFile {
  readonly file: string
  readonly host: Pick<LookupHost, 'cwd' | 'env'>
  readonly options: TemplateOptions
  /** The setting `ansible_managed`. */
  readonly managed?: string | undefined
}

/**
 * The variables that a template file has of itself, above all others (2.14's `generate_ansible_template_vars`):
 * `template_path`, `template_host`, `template_mtime`, `ansible_managed` and so on. Each is made when it is asked for.
 */
export function withFileVariables(scope: TemplateScope, { file, host, options, managed }: TemplateFile): TemplateScope {
  const path = resolve(host.cwd, file)
  const named = options.writtenPath ?? file
  const makers: Readonly<Record<string, () => unknown>> = {
    template_host: hostname,
    template_path: () => named,
    template_fullpath: () => path,
    template_destpath: () => options.destination ?? null,
    template_mtime: () => DateTime.at(statSync(path, { throwIfNoEntry: false })?.mtime ?? new Date(), false),
    template_run_date: () => DateTime.at(new Date(), false),
    template_uid: () => ownerOf(path),
    ansible_managed: () => managedText(managed ?? 'Ansible managed', named, path),
  }
  return {
    ...(scope.names !== undefined && { names: () => new Set([...(scope.names?.() ?? []), ...Object.keys(makers)]) }),
    isTemplate: (name) => scope.isTemplate?.(name) === true,
    written: (name) => scope.written?.(name),
    get(name) {
      const make = Object.hasOwn(makers, name) ? makers[name] : undefined
      return make === undefined ? scope.get(name) : ok(make())
    },
  }
}

function managedText(setting: string, file: string, path: string): string {
  const parts: Readonly<Record<string, string>> = {
    file: file.replaceAll('%', '%%'),
    host: hostname(),
    uid: ownerOf(path),
  }
  const filled = setting.replaceAll(/\{(file|host|uid)\}/g, (_braced, name: string) => parts[name] ?? '')
  const changed = statSync(path, { throwIfNoEntry: false })?.mtime ?? new Date()
  return strftime(filled, new Date(changed.getTime() - changed.getTimezoneOffset() * 60_000))
}

/** The name of the owner where it is this user, else the number. */
function ownerOf(path: string): string {
  const uid = statSync(path, { throwIfNoEntry: false })?.uid
  const { uid: own, username } = userInfo()
  return uid === undefined || uid === own ? username : String(uid)
}
