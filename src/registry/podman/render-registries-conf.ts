import { renderTomlValue } from '../../text-edit/render-toml.ts'
import type { ContainersRegistry } from '../desired/for-containers.ts'

const HEAD = '# Written by Longshore (registry_config). What you add belongs into a file of another name.\n'

/** A drop-in for registries.conf.d. Source of the form: container-libs image/docs/containers-registries.conf.5.md. */
export function renderRegistriesConf(registries: readonly ContainersRegistry[]): string {
  return [HEAD, ...registries.map(renderRegistry)].join('\n')
}

function renderRegistry({ location, insecure, mirrors }: ContainersRegistry): string {
  const own = ['[[registry]]', `location = ${renderTomlValue(location)}`, ...(insecure ? ['insecure = true'] : []), '']
  const tables = mirrors.flatMap((mirror) => [
    '',
    '[[registry.mirror]]',
    `location = ${renderTomlValue(mirror.location)}`,
    ...(mirror.insecure ? ['insecure = true'] : []),
    ...(mirror.pullFrom === undefined ? [] : [`pull-from-mirror = ${renderTomlValue(mirror.pullFrom)}`]),
    '',
  ])
  return [...own, ...tables].join('\n').replace(/\n\n\n/g, '\n\n')
}
