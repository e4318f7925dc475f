import { shell } from '../../model/remote-command.ts'
import { RESTART_UNITS } from '../registry-ca/scripts.ts'
import { daemonDidNotFollow } from '../registry-utils/errors.ts'
import type { FileEffect } from './file-edit.ts'
import type { ActionClass, Task } from './part.ts'
import { RELOAD_UNIT, RESTART_UNITS_BACK } from './scripts.ts'

/** Those of the units that run, each with its invocation. */
export function runningUnits({ facts }: Task, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const state = facts.own.units[name]
    return state?.active === 'active' ? [`${name}.service`, state.invocation] : []
  })
}

/** Daemons that read their file when they start, and whose containers outlive them. */
export function restartEffect({ args }: Task, units: readonly string[]): FileEffect {
  if (units.length === 0 || args.apply === 'stage') return { then: [], back: [] }
  const words = [String(args.verify_timeout), ...units]
  const names = units.filter((_, index) => index % 2 === 0).join(' and ')
  return {
    then: [
      {
        summary: `restart ${names} and see that it runs`,
        run: shell(RESTART_UNITS, ...words),
        undo: [],
        explain: (output) => daemonDidNotFollow(`${names} did not come back`, output),
      },
    ],
    back: [shell(RESTART_UNITS_BACK, ...words)],
    momentary: units.filter((_, index) => index % 2 === 1),
    notes: [`${names} is restarted: its containers go on running`],
  }
}

export function reloadEffect({ args }: Task, units: readonly string[]): FileEffect {
  if (units.length === 0 || args.apply === 'stage') return { then: [], back: [] }
  const [name = ''] = units
  return {
    then: [
      {
        summary: `reload ${name} and see that it goes on`,
        run: shell(RELOAD_UNIT, ...units),
        undo: [],
        explain: (output) => daemonDidNotFollow(`${name} did not take its new registries in`, output),
      },
    ],
    back: [shell(RELOAD_UNIT, ...units)],
    momentary: units.slice(1),
  }
}

export function actionOf(task: Task, changes: boolean, units: readonly string[], most: ActionClass): ActionClass {
  if (!changes) return 'none'
  return units.length === 0 || task.args.apply === 'stage' ? 'staged' : most
}
