import { HOST_ORDERS, STRATEGIES, type Play } from '../../model/playbook.ts'
import { entryOf, type YamlMap, type YamlNode } from '../yaml/yaml-node.ts'
import { searching } from './collections/search-list.ts'
import { checkTemplates } from './check-templates.ts'
import { Fields, isTemplate, textOf } from './fields.ts'
import { KEYWORDS, withoutCollection } from './keyword-levels.ts'
import { nothingGathered } from './place.ts'
import { present } from './present.ts'
import { readHosts } from './read-hosts.ts'
import { readKeywords } from './read-keywords.ts'
import { readList, readTaskItems } from './read-task-items.ts'
import type { Reading } from './reading.ts'
import { readVarsPrompt } from './read-vars-prompt.ts'
import { readRoles } from './roles/read-roles.ts'
import { readRollout } from './rollout/read-rollout.ts'
import { unknownKeyword } from './unknown-keyword.ts'

export function readPlay(outside: Reading, map: YamlMap): Play | undefined {
  const reading = searching(outside, map)
  for (const entry of map.entries) if (!KEYWORDS.play.has(entry.key)) unknownKeyword(reading, entry, 'play', map.at)
  const fields = new Fields(reading, map)
  const hosts = readHosts(reading, map)
  const keywords = readKeywords(reading, map)
  const gathered = nothingGathered()
  const inside = reading.in({ gathered, vars: { ...keywords.vars, ...reading.place.vars } })
  const list = (keyword: string) =>
    readTaskItems(inside, entryOf(map, keyword), keyword === 'handlers' ? 'handler' : 'task', map.at)
  const roles = readRoles(inside, entryOf(map, 'roles'), map.at, readList)
  const handlersOfRoles = [...gathered.handlers]
  const ownHandlers = list('handlers')
  const play = {
    ...keywords,
    ...(reading.place.collections.length > 0 && { collections: reading.place.collections }),
    gatherFacts: fields.flag('gather_facts'),
    varsFiles: readVarsFiles(reading, fields),
    preTasks: list('pre_tasks'),
    tasks: [...roles, ...list('tasks')],
    postTasks: list('post_tasks'),
    serial: readSerial(reading, fields),
    ...present({
      strategy: readStrategy(reading, fields),
      gatherSubset: fields.texts('gather_subset', ','),
      gatherTimeout: fields.number('gather_timeout', 'whole number'),
      factPath: fields.text('fact_path'),
      varsPrompt: readVarsPrompt(reading, entryOf(map, 'vars_prompt')),
      remoteUser: fields.text('user') ?? keywords.remoteUser,
      maxFailPercentage: fields.number('max_fail_percentage', 'number'),
      forceHandlers: fields.flag('force_handlers'),
      order: readOrder(reading, fields),
      rollout: readRollout(inside, map),
    }),
  }
  if (hosts === undefined) return undefined
  const handlers = [...handlersOfRoles, ...ownHandlers, ...gathered.handlers.slice(handlersOfRoles.length)]
  return { ...play, handlers, roles: gathered.roles, name: fields.text('name') ?? hosts, hosts }
}

function readVarsFiles(reading: Reading, fields: Fields): Play['varsFiles'] {
  const entry = fields.entry('vars_files')
  if (entry === undefined) return []
  checkTemplates(reading, entry.value)
  const nodes = entry.value.kind === 'list' ? entry.value.items : [entry.value]
  const files = nodes.map((node) => (node.kind === 'list' ? allTexts(node.items) : textOf(node)))
  const known = files.filter((file) => file !== undefined)
  if (known.length === files.length) return known
  reading.problem(
    'vars_files: expected names of files',
    entry.value.at,
    'Write a list of file names; a list inside it means the first that exists',
  )
  return []
}

function allTexts(nodes: readonly YamlNode[]): readonly string[] | undefined {
  const texts = nodes.map(textOf)
  const known = texts.filter((text) => text !== undefined)
  return known.length === texts.length ? known : undefined
}

/** Counts, percentages or templates; a count as text is a count, and one below 0 means all hosts, as 0 does (Ansible). */
function readSerial(reading: Reading, fields: Fields): Play['serial'] {
  const entry = fields.entry('serial')
  if (entry === undefined) return []
  const nodes = entry.value.kind === 'list' ? entry.value.items : [entry.value]
  return nodes.flatMap((node): readonly (number | string)[] => {
    const text = textOf(node)?.trim() ?? ''
    if (/^-?\d+$/.test(text)) return [Math.max(0, Number(text))]
    const percent = /^(\d+(?:\.\d+)?)%$/.exec(text)
    if (isTemplate(text) || (percent !== null && Number(percent[1]) <= 100)) return [text]
    const found = text === '' ? '' : `, found '${text}'`
    reading.problem(
      `serial: expected a number of hosts or a percentage${found}`,
      node.at,
      "Write 5, '20%', or a list such as [1, '20%', '100%']",
    )
    return []
  })
}

function readStrategy(reading: Reading, fields: Fields): Play['strategy'] {
  const entry = fields.entry('strategy')
  const text = fields.text('strategy')
  if (entry === undefined || text === undefined || isTemplate(text)) return text
  const written = withoutCollection(text)
  const strategy = STRATEGIES.find((each) => each === written)
  if (strategy !== undefined || reading.checks.argsWhenRun === true) return strategy ?? text
  reading.problem(
    `there is no strategy '${written}'`,
    entry.value.at,
    `Use one of ${STRATEGIES.join(', ')}; linear is the default`,
  )
  return undefined
}

function readOrder(reading: Reading, fields: Fields): string | undefined {
  const entry = fields.entry('order')
  const order = fields.text('order')
  if (entry === undefined || order === undefined || isTemplate(order)) return order
  if (HOST_ORDERS.some((each) => each === order) || reading.checks.argsWhenRun === true) return order
  reading.problem(`there is no order '${order}'`, entry.value.at, `Use one of ${HOST_ORDERS.join(', ')}`)
  return undefined
}
