import * as z from 'zod'
import { ok } from '../../base/result.ts'
import type { Fact } from '../../model/fact.ts'
import type { Plan } from '../../model/plan.ts'
import { shell } from '../../model/remote-command.ts'
import type { Vars } from '../../model/vars.ts'
import { defineModule } from '../define-module.ts'
import { parseSections } from '../module-utils/sections.ts'
import { parseServices } from './parse-services.ts'
import { SERVICES_SCRIPT } from './services-script.ts'

const NONE = 'Failed to find any services. This can be due to privileges or some other configuration issue.'

const servicesFact: Fact<Vars> = {
  name: 'services of the host',
  command: { ...shell(SERVICES_SCRIPT), tolerant: true },
  parse: (output) => ok(parseServices(parseSections(output.stdout.toString('utf8')))),
}

/** Gathers the services of the host. */
export const serviceFacts = defineModule({
  name: 'service_facts',
  summary: 'Gather the services of the host: systemd, SysV and OpenRC',
  args: z.strictObject({}),
  returns: {
    ansible_facts: 'services: by name, each with name, state, source and, with systemd, status',
  },
  facts: () => ({ services: servicesFact }),
  plan: (_args, { services }) => planServices(services),
})

function planServices(services: Vars): Plan {
  if (Object.keys(services).length === 0) return { kind: 'skip', reason: NONE }
  return { kind: 'in-desired-state', values: { ansible_facts: { services } } }
}
