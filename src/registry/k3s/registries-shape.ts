import { nearestName } from '../../base/nearest-name.ts'
import type { Finding } from '../finding.ts'
import { isEmpty, type Place, type PlacedNode } from '../placed-node.ts'

type Shape = 'text' | 'texts' | 'boolean' | ShapeMap

interface ShapeMap {
  readonly [key: string]: Shape
}

/** `*` stands for any name. Source: rancher/wharfie pkg/registries (`Registry`). */
const REGISTRIES: ShapeMap = {
  mirrors: { '*': { endpoint: 'texts', rewrite: { '*': 'text' } } },
  configs: {
    '*': {
      auth: { username: 'text', password: 'text', auth: 'text', identity_token: 'text' },
      tls: { ca_file: 'text', cert_file: 'text', key_file: 'text', insecure_skip_verify: 'boolean' },
    },
  },
  auths: { '*': { username: 'text', password: 'text', auth: 'text', identity_token: 'text' } },
}

/** Names and types. A wrong type keeps k3s from starting; an unknown name is left out without a word. */
export function shapeFindings(node: PlacedNode, shape: Shape = REGISTRIES, name = 'registries.yaml'): Finding[] {
  if (isEmpty(node)) return []
  if (shape === 'text') return node.kind === 'scalar' ? [] : [wrongType(node.at, name, 'a text')]
  if (shape === 'boolean') {
    return node.kind === 'scalar' && typeof node.value === 'boolean' ? [] : [wrongType(node.at, name, 'true or false')]
  }
  if (shape === 'texts') {
    const isList = node.kind === 'list' && node.items.every((item) => item.kind === 'scalar')
    return isList ? [] : [wrongType(node.at, name, 'a list of texts')]
  }
  if (node.kind !== 'map') return [wrongType(node.at, name, 'a map')]
  return node.entries.flatMap(({ key, keyAt, value }) => {
    const inner = Object.hasOwn(shape, key) ? shape[key] : shape['*']
    return inner === undefined ? [unknownKey(keyAt, key, Object.keys(shape))] : shapeFindings(value, inner, key)
  })
}

function wrongType({ line, column }: Place, name: string, wanted: string): Finding {
  const message = `${name} must be ${wanted}: k3s and RKE2 do not start with it`
  return { severity: 'fatal', code: 'wrong-type', message, line, column }
}

function unknownKey({ line, column }: Place, key: string, known: readonly string[]): Finding {
  const nearest = nearestName(key, known)
  const fix = nearest === undefined ? `known are ${known.join(', ')}` : `did you mean ${nearest}?`
  const message = `${key} is not a key of registries.yaml: it is left out without a word`
  return { severity: 'ignored', code: 'unknown-key', message, line, column, fix }
}
