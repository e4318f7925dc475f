import { z } from 'zod'
import type { RoleFiles } from '../../model/module.ts'
import { boolArg, textArg } from '../arg-types.ts'
import { defineControllerModule } from '../define-module.ts'

const args = z.strictObject({
  name: textArg().describe('The role'),
  tasks_from: textArg().optional().describe('File of tasks/ (default: main)'),
  vars_from: textArg().optional().describe('File of vars/ (default: main)'),
  defaults_from: textArg().optional().describe('File of defaults/ (default: main)'),
  handlers_from: textArg().optional().describe('File of handlers/ (default: main)'),
  allow_duplicates: boolArg().default(true).describe('Run it again where it ran already'),
  public: boolArg().default(false).describe('The rest of the play sees its defaults and vars'),
  rolespec_validate: boolArg().default(true).describe('Taken for compatibility; arguments are not checked yet'),
  apply: z.unknown().optional().describe('Keywords for the tasks of the role'),
})

/** Reads a role while the play runs. */
export const includeRole = defineControllerModule({
  name: 'include_role',
  summary: 'Run a role, which may depend on facts and loops',
  args,
  aliases: { role: 'name' },
  returns: { include: 'The role' },
  untemplatedArgs: ['apply'],
  run: (given) =>
    Promise.resolve({
      changed: false,
      values: { include: given.name },
      request: {
        include: 'role',
        role: given.name,
        files: filesOf(given),
        isPublic: given.public,
        allowDuplicates: given.allow_duplicates,
      },
    }),
})

function filesOf(given: z.output<typeof args>): RoleFiles {
  const { tasks_from, vars_from, defaults_from, handlers_from } = given
  return {
    ...(tasks_from !== undefined && { tasksFrom: tasks_from }),
    ...(vars_from !== undefined && { varsFrom: vars_from }),
    ...(defaults_from !== undefined && { defaultsFrom: defaults_from }),
    ...(handlers_from !== undefined && { handlersFrom: handlers_from }),
  }
}
