import { MIRROR } from '../../lab/network.ts'
import { cases, type DifferentialCase } from './case.ts'

const mirrors = (...urls: readonly string[]) => `"registry-mirrors":${JSON.stringify(urls)}`
const DEAD = 'http://10.77.0.1:1'

/** daemon.json files that name the lab's mirror so that dockerd asks it, and so that it does not. */
export function mirrorCases(): DifferentialCase[] {
  return cases(
    'mirror',
    [
      mirrors(`http://${MIRROR}`),
      mirrors(`http://${MIRROR}/`),
      mirrors(`HTTP://${MIRROR}`),
      mirrors(`https://${MIRROR}`),
      mirrors(`http://${MIRROR}/x`),
      mirrors(`http://${MIRROR}/v2/`),
      mirrors(DEAD, `http://${MIRROR}`),
      mirrors(`http://${MIRROR}`, DEAD),
      mirrors(`http://${MIRROR}`, `http://${MIRROR}/`),
      mirrors(MIRROR),
      mirrors(`http://u:p@${MIRROR}`),
      mirrors(`http://${MIRROR}?x=1`),
      mirrors(`http://${MIRROR}#x`),
      mirrors(),
      '"registry-mirrors":null',
      `"registry-mirror":["http://${MIRROR}"]`,
      `"REGISTRY-MIRRORS":["http://${MIRROR}"]`,
      `"registry":{${mirrors(`http://${MIRROR}`)}}`,
      `${mirrors(DEAD)},${mirrors(`http://${MIRROR}`)}`,
      `${mirrors(`http://${MIRROR}`)},${mirrors(DEAD)}`,
      `"insecure-registries":["${MIRROR}"]`,
      `"insecure-registries":["${MIRROR}"],${mirrors(`https://${MIRROR}`)}`,
      `"insecure-registries":["registry-1.docker.io"],${mirrors(`http://${MIRROR}`)}`,
      `"max-concurrent-downloads":1,${mirrors(`http://${MIRROR}`)}`,
    ].map((members) => `{${members}}`),
  )
}
