import type { ListedTags } from './listed-tags.ts'
import type { Vars } from '../model/vars.ts'
import type { Loaded } from '../app/run-playbook.ts'
import { pythonText } from '../model/python-text.ts'
import { isSelected, type TagSelection } from '../engine/select-tags.ts'
import type { Play, RoleScope, TaskItem } from '../model/playbook.ts'

export interface Listing {
  readonly hosts: boolean
  readonly tasks: boolean
  readonly tags: boolean
  readonly tagsOf: ListedTags
}

/** What `--list-hosts`, `--list-tasks` and `--list-tags` print together, in the layout of ansible-playbook. */
export function listPlays(loaded: Loaded, listing: Listing, selection: TagSelection): string {
  let index = 0
  return loaded.playbooks
    .map(({ path, plays }) => {
      const texts = plays.map((play, number) => {
        const hosts = loaded.hosts.ofPlays[index++] ?? []
        return playText(play, number + 1, hosts, listing, selection)
      })
      return `\nplaybook: ${path}\n${texts.join('')}`
    })
    .join('')
}

function playText(
  play: Play,
  number: number,
  hosts: readonly string[],
  listing: Listing,
  selection: TagSelection,
): string {
  const tasks = [...play.preTasks, ...play.tasks, ...play.postTasks]
    .flatMap((item) => listed(item, { tags: play.tags, role: play.role, vars: [play.vars] }, listing.tagsOf))
    .filter(({ tags }) => isSelected(tags, selection))
  const allTags = sorted([...play.tags, ...tasks.flatMap(({ tags }) => tags)])
  const lines = [
    `\n  play #${number} (${play.hosts}): ${play.name}\tTAGS: [${sorted(play.tags).join(',')}]\n`,
    ...(listing.hosts
      ? [
          `    pattern: ${pythonText(patternsOf(play.hosts))}\n    hosts (${hosts.length}):\n`,
          ...hosts.map((host) => `      ${host}\n`),
        ]
      : []),
    ...(listing.tasks
      ? ['    tasks:\n', ...tasks.map(({ name, tags }) => `      ${name}\tTAGS: ${tagList(sorted(tags))}\n`)]
      : []),
    ...(listing.tags ? [`      TASK TAGS: ${tagList(allTags)}\n`] : []),
  ]
  return lines.join('')
}

interface ListedTask {
  readonly name: string
  readonly tags: readonly string[]
}

/** What is around a task. */
interface Around {
  readonly tags: readonly string[]
  readonly role: RoleScope | undefined
  readonly vars: readonly Vars[]
}

/** As in Ansible: a task without a name by its module alone. Those of `rescue` and `always` are left out: they may never run. */
function listed(item: TaskItem, outer: Around, tagsOf: ListedTags): readonly ListedTask[] {
  const vars = [...outer.vars, item.vars]
  const role = item.role ?? outer.role
  const tags = [...outer.tags, ...tagsOf(item.tags, vars)]
  if (item.kind === 'block') return item.block.flatMap((inner) => listed(inner, { tags, role, vars }, tagsOf))
  const { name } = item
  if (name === undefined) return [{ name: item.writtenAs ?? item.module, tags }]
  return [{ name: role === undefined ? name : `${role.name} : ${name}`, tags }]
}

function patternsOf(hosts: string): readonly string[] {
  return hosts.split(',').map((pattern) => pattern.trim())
}

function tagList(tags: readonly string[]): string {
  return `[${tags.join(', ')}]`
}

function sorted(tags: readonly string[]): readonly string[] {
  return [...new Set(tags)].sort()
}
