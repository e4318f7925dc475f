import { argument, flagArgument, numberArgument } from './arguments.ts'
import { PythonError } from './errors.ts'
import type { Methods } from './members.ts'
import { iterate } from './sequence.ts'
import { caseMethods } from './text-case.ts'
import { splitLimited, splitLines, strip } from './text-split.ts'
import { pythonStr } from './text.ts'
import { tupleOf, typeName, type CallArgs } from './values.ts'

/** Methods of text. */
export const textMethods: Methods<string> = {
  ...caseMethods,
  split: (self, args) => splitLimited(self, argument(args, 0, 'sep'), numberArgument(args, 1, 'maxsplit', -1)),
  rsplit: (self, args) => splitLimited(self, argument(args, 0, 'sep'), numberArgument(args, 1, 'maxsplit', -1), true),
  splitlines: (self, args) => splitLines(self, flagArgument(args, 0, 'keepends')),
  strip: (self, args) => strip(self, args.positional[0], 'both'),
  lstrip: (self, args) => strip(self, args.positional[0], 'left'),
  rstrip: (self, args) => strip(self, args.positional[0], 'right'),
  startswith: (self, args) => anyOf(args.positional[0]).some((text) => range(self, args).startsWith(text)),
  endswith: (self, args) => anyOf(args.positional[0]).some((text) => range(self, args).endsWith(text)),
  removeprefix: (self, args) => {
    const prefix = textOf(args, 0)
    return self.startsWith(prefix) ? self.slice(prefix.length) : self
  },
  removesuffix: (self, args) => {
    const suffix = textOf(args, 0)
    return suffix !== '' && self.endsWith(suffix) ? self.slice(0, -suffix.length) : self
  },
  replace: (self, args) => replaceText(self, textOf(args, 0), textOf(args, 1), Number(args.positional[2] ?? -1)),
  join: (self, args) =>
    iterate(args.positional[0])
      .map((item, index) => {
        if (typeof item === 'string') return item
        throw new PythonError(`sequence item ${index}: expected str instance, ${typeName(item)} found`)
      })
      .join(self),
  find: (self, args) => found(self, args, 'first'),
  rfind: (self, args) => found(self, args, 'last'),
  index: (self, args) => foundOrFail(self, args, 'first'),
  rindex: (self, args) => foundOrFail(self, args, 'last'),
  count: (self, args) => {
    const wanted = textOf(args, 0)
    return wanted === '' ? self.length + 1 : range(self, args).split(wanted).length - 1
  },
  partition: (self, args) => partition(self, textOf(args, 0), self.indexOf(textOf(args, 0)), false),
  rpartition: (self, args) => partition(self, textOf(args, 0), self.lastIndexOf(textOf(args, 0)), true),
  ljust: (self, args) => self + fill(self, args),
  rjust: (self, args) => fill(self, args) + self,
  center: (self, args) => {
    const padding = fill(self, args)
    const left = Math.floor(padding.length / 2) + (padding.length & Number(args.positional[0]) & 1)
    return padding.slice(0, left) + self + padding.slice(left)
  },
  zfill: (self, args) => {
    const [, sign = '', digits = ''] = /^([+-]?)([^]*)$/.exec(self) ?? []
    return sign + digits.padStart(Number(args.positional[0]) - sign.length, '0')
  },
  expandtabs: (self, args) => expandTabs(self, numberArgument(args, 0, 'tabsize', 8)),
  encode: (self) => self,
}

/** The first `limit` occurrences replaced; all of them where it is negative. */
export function replaceText(text: string, old: string, by: string, limit: number): string {
  if (limit < 0) return text.replaceAll(old, () => by)
  const parts = old === '' ? ['', ...Array.from(text), ''] : text.split(old)
  return (
    parts.slice(0, limit + 1).join(by) +
    parts
      .slice(limit + 1)
      .map((part) => old + part)
      .join('')
  )
}

function textOf(args: CallArgs, index: number): string {
  const value = args.positional[index]
  if (typeof value === 'string') return value
  throw new PythonError(value === undefined ? 'an argument is missing' : `must be str, not ${typeName(value)}`)
}

function anyOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(pythonStr) : [pythonStr(value)]
}

/** The part of the text that the second and third argument of many methods choose. */
function range(self: string, args: CallArgs): string {
  const [, start, stop] = args.positional
  return self.slice(Number(start ?? 0), stop === undefined || stop === null ? undefined : Number(stop))
}

function found(self: string, args: CallArgs, which: 'first' | 'last'): number {
  const within = range(self, args)
  const wanted = textOf(args, 0)
  const index = which === 'first' ? within.indexOf(wanted) : within.lastIndexOf(wanted)
  const start = Number(args.positional[1] ?? 0)
  return index < 0 ? -1 : index + (start < 0 ? Math.max(0, self.length + start) : start)
}

function foundOrFail(self: string, args: CallArgs, which: 'first' | 'last'): number {
  const index = found(self, args, which)
  if (index < 0) throw new PythonError('substring not found')
  return index
}

function partition(self: string, separator: string, at: number, isLast: boolean): unknown {
  if (separator === '') throw new PythonError('empty separator')
  if (at < 0) return tupleOf(isLast ? ['', '', self] : [self, '', ''])
  return tupleOf([self.slice(0, at), separator, self.slice(at + separator.length)])
}

function fill(self: string, args: CallArgs): string {
  const missing = Number(args.positional[0]) - Array.from(self).length
  return missing > 0 ? pythonStr(args.positional[1] ?? ' ').repeat(missing) : ''
}

function expandTabs(text: string, size: number): string {
  let column = 0
  return Array.from(text, (char) => {
    if (char === '\n') column = -1
    const width = char === '\t' ? size - (column % size) : 1
    column += width
    return char === '\t' ? ' '.repeat(width) : char
  }).join('')
}
