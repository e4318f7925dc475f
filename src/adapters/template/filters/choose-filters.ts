import { applyFilter, applyTest } from '../jinja/apply-filter.ts'
import type { Runtime } from '../jinja/runtime.ts'
import { defined } from '../python/errors.ts'
import { pythonStr } from '../python/text.ts'
import type { CallArgs } from '../python/values.ts'
import { attributeReader } from './attribute.ts'
import { asList, FilterError, isTruthy, type Filter, type Filters } from './filter.ts'

/** Filters that go through a list with another filter or a test. */
export const chooseFilters: Filters = {
  map: {
    anyKeyword: true,
    apply(value, args, run) {
      const [name, ...positional] = args.positional
      if (name === undefined) {
        if (!Object.hasOwn(args.named, 'attribute')) throw new FilterError('map requires a filter argument')
        return asList(value).map(attributeReader(args.named.attribute, args.named.default))
      }
      return asList(value).map((item) => applyFilter(run, pythonStr(name), item, { positional, named: args.named }))
    },
  },
  select: chooser((item) => item, true, 0),
  reject: chooser((item) => item, false, 0),
  selectattr: chooser(undefined, true, 1),
  rejectattr: chooser(undefined, false, 1),
}

/** With the test that the arguments name, or by truth where they name none. */
function chooser(read: ((item: unknown) => unknown) | undefined, wanted: boolean, skip: number): Filter {
  return {
    takesUndefined: true,
    anyKeyword: true,
    apply(value, args, run) {
      const test = args.positional[skip]
      if (read === undefined && args.positional.length === 0)
        throw new FilterError('missing parameter for attribute name')
      const readItem = read ?? attributeReader(args.positional[0])
      const rest: CallArgs = { positional: args.positional.slice(skip + 1), named: args.named }
      return asList(defined(value)).filter((item) => holds(run, test, readItem(item), rest) === wanted)
    },
  }
}

function holds(run: Runtime, test: unknown, value: unknown, rest: CallArgs): boolean {
  return isTruthy(test === undefined ? value : applyTest(run, pythonStr(test), value, rest))
}
