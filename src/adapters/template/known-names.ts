import { ansibleFilters, ansibleTests } from './filters/index.ts'

/** Filters of minijinja that behave as Jinja2's, as far as the differential test goes. */
const NATIVE_FILTERS = [
  ...['abs', 'attr', 'batch', 'capitalize', 'count', 'd', 'default', 'dictsort', 'e', 'escape', 'filesizeformat'],
  ...['first', 'float', 'indent', 'items', 'last', 'length', 'list', 'lower', 'map', 'max', 'min'],
  ...['pprint', 'reject', 'rejectattr', 'replace', 'reverse', 'round', 'safe', 'select', 'selectattr', 'slice', 'sort'],
  ...['striptags', 'title', 'trim', 'truncate', 'upper'],
]

const NATIVE_TESTS = [
  ...['!=', '<', '<=', '==', '>', '>=', 'boolean', 'defined', 'divisibleby', 'endingwith', 'eq', 'equalto', 'escaped'],
  ...['even', 'false', 'filter', 'float', 'ge', 'greaterthan', 'gt', 'in', 'integer', 'iterable', 'le', 'lessthan'],
  ...['lower', 'lt', 'mapping', 'ne', 'none', 'number', 'odd', 'sameas', 'sequence', 'startingwith', 'string', 'test'],
  ...['true', 'undefined', 'upper', 'None', 'False', 'True'],
]

const visible = (names: readonly string[]) => names.filter((name) => !name.startsWith('__'))

export const filterNames: ReadonlySet<string> = new Set([...NATIVE_FILTERS, ...visible(Object.keys(ansibleFilters))])
export const testNames: ReadonlySet<string> = new Set([...NATIVE_TESTS, ...Object.keys(ansibleTests)])
