import { LongshoreError } from '../../base/longshore-error.ts'
import { err } from '../../base/result.ts'
import type { BindContext } from '../../model/module.ts'
import type { TaskCall } from '../task-call.ts'

/** For arguments that may never be wanted: no file of the controller is read for them, and none is written. */
export function nothingOfController({ host, checkMode, diff }: TaskCall): BindContext {
  const refuse = () => err(new LongshoreError('FILE_UNREADABLE', 'nothing is read ahead of its time'))
  const refused = () => Promise.resolve(refuse())
  return {
    host: host.name,
    checkMode,
    diff,
    render: refuse,
    controller: {
      resolve: refused,
      read: refused,
      keep: refused,
      keepParts: refused,
      list: refused,
      absolute: (name) => name,
      sums: () => Promise.resolve(undefined),
    },
  }
}
