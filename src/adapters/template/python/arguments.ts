import { pythonStr } from './text.ts'
import type { CallArgs } from './values.ts'
import { isTruthy } from './compare.ts'

/** An argument by its place or by its name. */
export function argument(args: CallArgs, index: number, name: string): unknown {
  return Object.hasOwn(args.named, name) ? args.named[name] : args.positional[index]
}

export function textArgument(args: CallArgs, index: number, name: string, fallback = ''): string {
  const value = argument(args, index, name)
  return value === undefined || value === null ? fallback : pythonStr(value)
}

export function flagArgument(args: CallArgs, index: number, name: string, fallback = false): boolean {
  const value = argument(args, index, name)
  return value === undefined ? fallback : isTruthy(value)
}

export function numberArgument(args: CallArgs, index: number, name: string, fallback: number): number {
  const value = argument(args, index, name)
  return value === undefined || value === null ? fallback : Number(value)
}
