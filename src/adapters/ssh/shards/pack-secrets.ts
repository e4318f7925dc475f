import { types } from 'node:util'
import { Secret } from '../../../base/secret.ts'

declare const packed: unique symbol
/** Plain data that may hold secrets, as it goes from one process to another, through a pipe between them alone. */
export type Packed = { readonly [packed]: true }

/** A secret travels as a set that holds its text, for messages hand on no classes; no other set does. */
export function pack(value: unknown): Packed {
  return packValue(value) as Packed
}

export function unpack(value: Packed): unknown {
  return unpackValue(value)
}

function packValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Secret) return new Set([value.reveal()])
  // Of a part of a larger memory all of it would go along.
  if (ArrayBuffer.isView(value)) return new Uint8Array(value as Uint8Array)
  if (Array.isArray(value)) return value.map(packValue)
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, packValue(each)]))
}

function unpackValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
  if (types.isSet(value)) return new Secret(String([...value][0]))
  if (Array.isArray(value)) return value.map(unpackValue)
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, unpackValue(each)]))
}
