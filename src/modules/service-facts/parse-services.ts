import type { Vars } from '../../model/vars.ts'
import type { Sections } from '../module-utils/sections.ts'

/** Services by name, as ansible-core's `service_facts` tells them; what systemd says wins. */
export function parseServices(sections: Sections): Vars {
  return { ...sysvServices(sections), ...openrcServices(sections), ...systemdServices(sections) }
}

/** Lines of `service --status-all`: ` [ + ]  ssh`. One that cannot tell (`?`) is left out. */
function sysvServices(sections: Sections): Vars {
  const lines = sections.lines('sysv').map((line) => /^\s*\[ ([+-]) \]\s+(.*)$/.exec(line))
  return byName(
    lines.flatMap((match) => {
      if (match === null) return []
      const [, sign, name = ''] = match
      return [{ name, state: sign === '+' ? 'running' : 'stopped', source: 'sysv' }]
    }),
  )
}

function openrcServices(sections: Sections): Vars {
  const runlevels = new Map(
    sections.lines('runlevels').flatMap((line) => {
      const [name = '', levels] = line.split('|')
      return levels === undefined ? [] : [[name.trim(), levels.split(/\s+/).filter((level) => level !== '')] as const]
    }),
  )
  const lines = sections.lines('openrc').filter((line) => line.startsWith(' '))
  return byName(
    lines.flatMap((line) => {
      const [name = '', state] = line.replace(/[[\]]/g, '').trim().split(/\s+/)
      const levels = runlevels.get(name) ?? []
      if (state === undefined) return []
      return [{ name, runlevels: levels.length === 0 ? null : levels, state, source: 'openrc' }]
    }),
  )
}

interface SystemdService {
  readonly name: string
  readonly state: string
  readonly status: string
  readonly source: 'systemd'
}

/** States that a unit file does not talk over. */
const BAD_STATES = ['not-found', 'masked', 'failed']

function systemdServices(sections: Sections): Vars {
  const services = new Map<string, SystemdService>(
    unitLines(sections, 'units').map(({ name, fields }) => {
      const status = BAD_STATES.find((bad) => fields.includes(bad)) ?? fields[2] ?? 'unknown'
      const state = fields[3] === 'running' ? 'running' : 'stopped'
      return [name, { name, state, status, source: 'systemd' }] as const
    }),
  )
  const states = activeStates(sections)
  for (const { name, fields } of unitLines(sections, 'files')) {
    const [, status = 'unknown'] = fields
    const known = services.get(name)
    if (known === undefined) {
      services.set(name, { name, state: states.get(name) ?? 'unknown', status, source: 'systemd' })
    } else if (!BAD_STATES.includes(known.status)) services.set(name, { ...known, status })
  }
  return Object.fromEntries(services)
}

/** Lines of a systemctl table about services, without the mark of a unit in trouble. */
function unitLines(sections: Sections, section: string): { name: string; fields: readonly string[] }[] {
  return sections.lines(section).flatMap((line) => {
    const fields = line
      .replace(/^[^\w\\@/.:-]+/, '')
      .trim()
      .split(/\s+/)
    const [name = ''] = fields
    return name.endsWith('.service') ? [{ name, fields }] : []
  })
}

/** `Id=` and `ActiveState=` of units, in blocks with an empty line between. */
function activeStates(sections: Sections): ReadonlyMap<string, string> {
  const blocks = sections.lines('states').join('\n').split('\n\n')
  return new Map(
    blocks.flatMap((block) => {
      const id = /^Id=(.*)$/m.exec(block)?.[1]
      const state = /^ActiveState=(.*)$/m.exec(block)?.[1]
      return id === undefined || state === undefined ? [] : [[id, state] as const]
    }),
  )
}

function byName(services: readonly (Vars & { readonly name: string })[]): Vars {
  return Object.fromEntries(services.map((service) => [service.name, service]))
}
