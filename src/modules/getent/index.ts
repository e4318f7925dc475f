import * as z from 'zod'
import type { Plan } from '../../model/plan.ts'
import type { Vars } from '../../model/vars.ts'
import { boolArg, textArg } from '../arg-types.ts'
import { defineModule } from '../define-module.ts'
import { databaseUnknown, keyMissing, notEnumerable, notRead } from './errors.ts'
import { entriesFact, type Found } from './entries-fact.ts'
import { parseEntries } from './parse-entries.ts'

const args = z.strictObject({
  database: textArg().describe('A database of getent, such as passwd, group or hosts'),
  key: textArg().optional().describe('The entry to look up; without it, all that there are'),
  service: textArg().optional().describe('The service to ask in place of those of the host, such as files'),
  split: textArg()
    .optional()
    .describe('What divides the values of an entry; without it a colon or blanks, as the database has it'),
  fail_key: boolArg().default(true).describe('Fail where there is no such key'),
})

type GetentArgs = z.output<typeof args>

/** Reads a database of the host's name service. */
export const getent = defineModule({
  name: 'getent',
  summary: "Read users, groups, hosts and the like from the host's databases",
  args,
  returns: {
    ansible_facts: 'getent_DATABASE: by key, the other values of the entry; null for a key that is not there',
  },
  facts: ({ database, key, service }) => ({ found: entriesFact(database, key, service) }),
  plan: (given, { found }) => planGetent(given, found),
})

/** What the exit codes of getent(1) mean, in the words of Ansible. */
function planGetent(given: GetentArgs, { code, stdout, stderr }: Found): Plan {
  const { database, key } = given
  const facts = (entries: object, told: Vars = {}): Plan => ({
    kind: 'in-desired-state',
    values: { ...told, ansible_facts: { [`getent_${database}`]: entries } },
  })
  if (code === 0) return facts(parseEntries(stdout, database, given.split))
  if (code === 2 && !given.fail_key) return facts({ [key ?? '']: null }, { msg: keyMissing(database, key).message })
  const error =
    code === 1
      ? databaseUnknown(database)
      : code === 2
        ? keyMissing(database, key)
        : code === 3
          ? notEnumerable(database)
          : notRead(database, stderr)
  return { kind: 'impossible', error }
}
