import type { Plan, Step } from '../../model/plan.ts'
import { shell } from '../../model/remote-command.ts'
import type { DockerShare } from '../../registry/desired/for-docker.ts'
import type { OwnedKeys } from '../../registry/desired/ownership.ts'
import { linksOf } from './docker-links.ts'
import { NOTHING_TO_DO, type Task } from './part.ts'

const SCOPE = 'docker-links'

/** Links to certificates, so that a renewed file counts at the next pull. */
export function linkPlan(
  { facts, owned }: Task,
  { trusted }: DockerShare,
): { readonly plan: Plan; readonly files: readonly string[]; readonly owned: OwnedKeys } {
  const wanted = trusted.flatMap(linksOf)
  const missing = wanted.filter(({ path, target }) => facts.links[path]?.linkTarget !== target)
  const stale = Object.entries(owned[SCOPE] ?? {}).filter(([path]) => !wanted.some((link) => link.path === path))
  const steps = [
    ...missing.map(({ path, target }) => linkStep(path, target, facts.links[path]?.linkTarget ?? '')),
    ...stale.map(([path, [target = '']]) => unlinkStep(path, target)),
  ]
  return {
    plan: steps.length === 0 ? NOTHING_TO_DO : { kind: 'change', steps },
    files: wanted.map(({ path }) => path),
    owned: Object.fromEntries(wanted.map(({ path, target }) => [path, [target]])),
  }
}

function linkStep(path: string, target: string, before: string): Step {
  return {
    summary: `link ${path} to ${target}`,
    run: shell(LINK, path, target),
    undo: [before === '' ? shell(UNLINK, path, target) : shell(LINK, path, before)],
  }
}

function unlinkStep(path: string, target: string): Step {
  return { summary: `remove the link ${path}`, run: shell(UNLINK, path, target), undo: [shell(LINK, path, target)] }
}

const LINK = `
mkdir -p -- "\${1%/*}" && ln -sfn -- "$2" "$1"`

/** Only what is still the link that was made; its folder goes where nothing else is in it. */
const UNLINK = `
[ "$(readlink -- "$1" 2>/dev/null)" = "$2" ] || exit 0
rm -f -- "$1"
rmdir -- "\${1%/*}" 2>/dev/null || :`
