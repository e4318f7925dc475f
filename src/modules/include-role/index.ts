import { basename } from 'node:path'
import * as z from 'zod'
import type { RoleFiles } from '../../model/engine-request.ts'
import { argsObject, boolArg, textArg } from '../arg-types.ts'
import { defineControllerModule } from '../define-module.ts'

const args = argsObject(() => ({
  name: textArg().describe('The role'),
  tasks_from: textArg().optional().describe('File of tasks/ (default: main)'),
  vars_from: textArg().optional().describe('File of vars/ (default: main)'),
  defaults_from: textArg().optional().describe('File of defaults/ (default: main)'),
  handlers_from: textArg().optional().describe('File of handlers/ (default: main)'),
  allow_duplicates: boolArg().optional().describe('Run it again where it ran already (default: true)'),
  public: boolArg()
    .optional()
    .describe('The rest of the play sees its defaults and vars, and the vars of this task (default: false)'),
  rolespec_validate: boolArg()
    .optional()
    .describe('Check what the role is given against its argument_specs (default: true)'),
  apply: z.unknown().optional().describe('Keywords for the tasks of the role'),
}))

type IncludeRoleArgs = z.output<typeof args>

/** Reads a role while the play runs. */
export const includeRole = defineControllerModule({
  name: 'include_role',
  summary: 'Run a role, which may depend on facts and loops',
  args,
  aliases: { role: 'name' },
  returns: { include_args: 'The arguments' },
  untemplatedArgs: ['apply'],
  run: (given) => {
    const { apply: _keywords, ...told } = given
    return Promise.resolve({
      changed: false,
      values: { include_args: told },
      request: {
        include: 'role',
        role: given.name,
        files: filesOf(given),
        isPublic: given.public ?? false,
        allowDuplicates: given.allow_duplicates ?? true,
        validate: given.rolespec_validate ?? true,
      },
    })
  },
})

/** Of a path the last part counts (Ansible). */
function filesOf({ tasks_from, vars_from, defaults_from, handlers_from }: IncludeRoleArgs): RoleFiles {
  return {
    ...(tasks_from !== undefined && { tasksFrom: basename(tasks_from) }),
    ...(vars_from !== undefined && { varsFrom: basename(vars_from) }),
    ...(defaults_from !== undefined && { defaultsFrom: basename(defaults_from) }),
    ...(handlers_from !== undefined && { handlersFrom: basename(handlers_from) }),
  }
}
