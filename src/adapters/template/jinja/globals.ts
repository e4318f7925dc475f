import { dictOf } from '../python/dict-methods.ts'
import { DateTime } from '../python/datetime.ts'
import { PythonError } from '../python/errors.ts'
import { argument, flagArgument, textArgument } from '../python/arguments.ts'
import { strftime } from '../python/strftime.ts'
import { pythonStr } from '../python/text.ts'
import { Callable, Instance, isInt, Undefined, type CallArgs } from '../python/values.ts'
import { Namespace } from './namespace.ts'

/** Functions that every template has, but for the lookups. */
export const globalFunctions: ReadonlyMap<string, Callable> = new Map(
  Object.entries({
    range,
    dict: ({ positional, named }: CallArgs) => ({
      ...(positional.length === 0 ? {} : dictOf(positional[0])),
      ...named,
    }),
    namespace: ({ positional, named }: CallArgs) =>
      new Namespace({ ...(positional.length === 0 ? {} : dictOf(positional[0])), ...named }),
    cycler: ({ positional }: CallArgs) => new Cycler(positional),
    joiner,
    lipsum,
    now: (args: CallArgs) => {
      const time = DateTime.at(new Date(), flagArgument(args, 0, 'utc'))
      const format = textArgument(args, 1, 'fmt')
      if (format === '') return time
      const shift = flagArgument(args, 0, 'utc') ? 0 : new Date().getTimezoneOffset()
      return strftime(format, new Date(Date.now() - shift * 60_000))
    },
    undef: (args: CallArgs) => {
      const hint = argument(args, 0, 'hint')
      const isGiven = hint !== undefined && hint !== null && hint !== '' && !(hint instanceof Undefined)
      return new Undefined(isGiven ? pythonStr(hint) : 'Mandatory variable has not been overridden')
    },
  }).map(([name, run]) => [name, new Callable(name, run)]),
)

const LONGEST_RANGE = 10_000_000

function range({ positional }: CallArgs): unknown {
  const [first, second, third] = positional.map((value) => {
    if (isInt(value) || typeof value === 'boolean') return Number(value)
    throw new PythonError(`'${pythonStr(value)}' cannot be interpreted as an integer`)
  })
  if (first === undefined) throw new PythonError('range expected at least 1 argument, got 0')
  const [start, stop, step] = second === undefined ? [0, first, 1] : [first, second, third ?? 1]
  if (step === 0) throw new PythonError('range() arg 3 must not be zero')
  const length = Math.max(0, Math.ceil((stop - start) / step))
  if (length > LONGEST_RANGE) throw new PythonError(`range too big, maximum size for range is ${LONGEST_RANGE}`)
  return Array.from({ length }, (_, index) => start + index * step)
}

function joiner(args: CallArgs): Callable {
  const separator = textArgument(args, 0, 'sep', ', ')
  let isFirst = true
  return new Callable('joiner', () => {
    if (!isFirst) return separator
    isFirst = false
    return ''
  })
}

class Cycler extends Instance {
  readonly typeName = 'Cycler'
  readonly #items: readonly unknown[]
  #at = 0

  constructor(items: readonly unknown[]) {
    super()
    if (items.length === 0) throw new PythonError('at least one item has to be provided')
    this.#items = items
  }

  attribute(name: string): unknown {
    switch (name) {
      case 'current':
        return this.#items[this.#at]
      case 'next':
        return new Callable(name, () => {
          const value = this.#items[this.#at]
          this.#at = (this.#at + 1) % this.#items.length
          return value
        })
      case 'reset':
        return new Callable(name, () => {
          this.#at = 0
          return null
        })
      default:
        return undefined
    }
  }
}

const WORDS =
  'lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua'.split(
    ' ',
  )

/** Filler text: `n` paragraphs. Python's is random, so that its words are nobody's to count on. */
function lipsum(args: CallArgs): string {
  const count = Number(argument(args, 0, 'n') ?? 5)
  const isHtml = flagArgument(args, 1, 'html', true)
  const least = Number(argument(args, 2, 'min') ?? 20)
  const text = Array.from({ length: least }, (_, index) => WORDS[index % WORDS.length] ?? '').join(' ')
  const paragraph = `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
  const shown = isHtml ? `<p>${paragraph}</p>` : paragraph
  return Array.from({ length: count }, () => shown).join(isHtml ? '\n' : '\n\n')
}
