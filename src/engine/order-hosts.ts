import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import { HOST_ORDERS, type HostOrder, type Play } from '../model/playbook.ts'
import { orderUnknown } from './keyword-errors.ts'
import type { HostRun } from './host-run.ts'
import { KeywordReader } from './keyword-values.ts'
import type { RunContext } from './play-run.ts'
import { written } from './variables/layer.ts'
import { LayeredScope } from './variables/layered-scope.ts'

/** The hosts of a play in the order that its `order` says, which may come from its variables or from `-e`. */
export function orderedHosts(
  play: Play,
  hosts: readonly HostRun[],
  { deps, settings }: RunContext,
): Result<readonly HostRun[], LongshoreError> {
  if (play.order === undefined) return ok(hosts)
  const scope = new LayeredScope([written(play.vars), written(settings.extraVars)], deps.templater)
  const rendered = new KeywordReader(scope, deps.templater, play.at).text('order', play.order)
  if (!rendered.ok) return rendered
  const order = HOST_ORDERS.find((each) => each === (rendered.value ?? 'inventory'))
  if (order === undefined) return err(orderUnknown(String(rendered.value), play.at))
  return ok(orderHosts(hosts, order, deps.random ?? Math.random))
}

/** `random` gives numbers from 0 up to 1. Names are compared by code point, as Python does. */
export function orderHosts(hosts: readonly HostRun[], order: HostOrder, random: () => number): readonly HostRun[] {
  switch (order) {
    case 'inventory':
      return hosts
    case 'reverse_inventory':
      return [...hosts].reverse()
    case 'sorted':
      return [...hosts].sort(byName)
    case 'reverse_sorted':
      return [...hosts].sort(byName).reverse()
    case 'shuffle':
      return shuffled(hosts, random)
  }
}

function byName(a: HostRun, b: HostRun): number {
  return a.name < b.name ? -1 : Number(a.name > b.name)
}

function shuffled(hosts: readonly HostRun[], random: () => number): readonly HostRun[] {
  const drawn = hosts.map((host) => ({ host, place: random() }))
  return drawn.sort((a, b) => a.place - b.place).map(({ host }) => host)
}
