import { changeState } from '../../scheduler/change-state.ts'
import { decide } from '../../app/schedules/decide.ts'
import type { ProcessIdentity } from '../../model/process-identity.ts'
import type { Composition } from '../composition.ts'
import { refused, refusedAll } from '../runs/answer.ts'
import { chosenSchedules, inProject, projectSchedules } from './project-schedules.ts'
import { resolveSchedule } from './resolve-schedule.ts'

/** Keeps what schedules come to now: hosts, inventory and playbooks. What moves later is told by list and run. */
export async function pinSchedules(names: readonly string[], outer: Composition): Promise<number> {
  const { io, clock } = outer
  const project = await projectSchedules(io)
  if (!project.ok) return refusedAll(project.error, io)
  const chosen = chosenSchedules(project.value, names)
  if (!chosen.ok) return refused(chosen.error, io)
  const composition = inProject(outer, project.value.projectFile)
  const store = await composition.scheduleStore(project.value.projectFile)
  for (const schedule of chosen.value) {
    const pin = await resolveSchedule(schedule, composition)
    if (!pin.ok) return refusedAll(pin.error, io)
    const moment = { now: clock.now(), isAlive: (process: ProcessIdentity) => store.isAlive(process) }
    const kept = await changeState(schedule.name, store, (state) => ({
      state: { ...(state ?? decide(schedule, undefined, moment).state), pin: pin.value },
    }))
    if (!kept.ok) return refused(kept.error, io)
    const hosts = pin.value.hosts.length === 1 ? '1 host' : `${pin.value.hosts.length} hosts`
    io.stdout(`${schedule.name} is pinned: ${hosts}, inventory ${pin.value.inventory.slice(0, 12)}\n`)
  }
  return 0
}
