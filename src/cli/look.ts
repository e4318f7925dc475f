import { relative } from 'node:path'
import type { LoadRequest } from '../app/load-run.ts'
import type { Settings } from '../app/project-settings.ts'
import { type Loaded, prepareRun, type RunDeps } from '../app/run-playbook.ts'
import type { LongshoreError } from '../base/longshore-error.ts'
import { ok, type Result } from '../base/result.ts'
import { listHosts, listHostsOfTask } from './list-hosts.ts'
import { listedTags, type ListedTags } from './listed-tags.ts'
import { listPlays } from './list-tasks.ts'
import type { RunFlags } from './run-flags.ts'
import { tagsOf } from './run-request.ts'

export function isLook(flags: RunFlags): boolean {
  return [flags.syntaxCheck, flags.listHosts, flags.listTasks, flags.listTags].includes(true)
}

export interface LookRequest {
  readonly request: LoadRequest
  readonly flags: RunFlags
  readonly settings: Settings
  readonly onWarning: (message: string) => void
}

/** `--syntax-check` and the lists, as text: everything is loaded and matched, and nothing is connected to. */
export async function look(
  { request, flags, settings, onWarning }: LookRequest,
  deps: Pick<RunDeps, 'modules' | 'templater'>,
): Promise<Result<string, readonly LongshoreError[]>> {
  const prepared = await prepareRun(request, deps)
  if (!prepared.ok) return prepared
  const { warnings, hosts } = prepared.value
  for (const warning of [...warnings, ...hosts.warnings, ...hosts.told]) onWarning(warning)
  const tags = listedTags(request.extraVars, deps.templater)
  return ok(lookText(shownFrom(request.cwd, prepared.value), { flags, settings, tags }))
}

/** Playbooks by the names that lead to them from the working directory. */
function shownFrom(cwd: string, loaded: Loaded): Loaded {
  const named = (path: string) => (relative(cwd, path).startsWith('..') ? path : relative(cwd, path))
  return { ...loaded, playbooks: loaded.playbooks.map((playbook) => ({ ...playbook, path: named(playbook.path) })) }
}

interface Look {
  readonly flags: RunFlags
  readonly settings: Settings
  readonly tags: ListedTags
}

function lookText(loaded: Loaded, { flags, settings, tags }: Look): string {
  const ansible = settings.output === 'ansible'
  const listing = {
    hosts: flags.listHosts === true,
    tasks: flags.listTasks === true,
    tags: flags.listTags === true,
    tagsOf: tags,
  }
  if (flags.oneTask !== undefined && listing.hosts) return listHostsOfTask(loaded)
  if (listing.tasks || listing.tags || (listing.hosts && ansible))
    return listPlays(loaded, listing, tagsOf(flags, settings))
  if (listing.hosts) return listHosts(loaded)
  return loaded.playbooks.map(({ path }) => (ansible ? `\nplaybook: ${path}\n` : `${path}: no problems\n`)).join('')
}
