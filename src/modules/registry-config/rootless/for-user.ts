import type { Plan, Step } from '../../../model/plan.ts'
import type { RemoteCommand, ShellCommand } from '../../../model/remote-command.ts'
import type { ConfigFile } from '../../registry-utils/config-file.ts'
import type { RootlessUser } from './facts.ts'
import { inSession } from './session.ts'

/** A plan for the dockerd of the system, for that of a user: scripts run in the session, new files are the user's own. */
export function planForUser(plan: Plan, user: RootlessUser, file: ConfigFile): Plan {
  if (plan.kind !== 'change') return plan
  const own = <T extends RemoteCommand>(command: T) => forUser(command, user, file)
  const steps = plan.steps.map((step): Step => {
    const undo = step.undo?.map(own)
    return { ...step, run: own(step.run), ...(undo !== undefined && { undo }) }
  })
  return { ...plan, steps }
}

function forUser<T extends RemoteCommand>(
  command: T,
  { uid, gid }: RootlessUser,
  { present, realPath }: ConfigFile,
): T | ShellCommand {
  if (command.kind === 'shell') return inSession(command)
  const isNew = command.kind === 'write' && command.path === realPath && present === undefined
  return isNew ? { ...command, owner: uid, group: gid } : command
}
