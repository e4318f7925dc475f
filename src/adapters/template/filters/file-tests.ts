import { lstatSync, realpathSync, statSync, type Stats } from 'node:fs'
import { dirname } from 'node:path'
import { pythonStr } from '../python/text.ts'
import { PythonError } from '../python/errors.ts'
import { contains } from '../python/compare.ts'
import { EncryptedText } from '../../../model/encrypted-text.ts'
import { argument, isRecord, isTruthy, plain, type Filters } from './filter.ts'

const stat = (value: unknown): Stats | undefined => statSync(pythonStr(value), { throwIfNoEntry: false })
const FILE = plain((value) => stat(value)?.isFile() === true)
const DIRECTORY = plain((value) => stat(value)?.isDirectory() === true)
const LINK = plain((value) => lstatSync(pythonStr(value), { throwIfNoEntry: false })?.isSymbolicLink() === true)
const ABSOLUTE = plain((value) => pythonStr(value).startsWith('/'))
const SAME = {
  apply: (value: unknown, args: { readonly positional: readonly unknown[] }) =>
    realpathSync(pythonStr(value)) === realpathSync(pythonStr(args.positional[0])),
}
const MOUNT = plain((value) => {
  const [here, above] = [stat(value), stat(dirname(pythonStr(value)))]
  return here !== undefined && (here.dev !== above?.dev || here.ino === above.ino)
})
const IS_NAN = plain((value) => typeof value === 'number' && Number.isNaN(value))

function resultOf(value: unknown, test: string): Readonly<Record<string, unknown>> {
  if (isRecord(value)) return value
  throw new PythonError(`The '${test}' test expects a dictionary`)
}

/** Ansible's `is_uri` takes any text for a URI that has one of the schemes, where there are any given. */
function hasScheme(value: unknown, schemes: unknown): boolean {
  if (!isTruthy(schemes)) return typeof value === 'string'
  const scheme = /^([a-z][\w+.-]*):/i.exec(pythonStr(value))?.[1]?.toLowerCase() ?? ''
  return contains(schemes, scheme)
}

/** Tests of the controller's files, of addresses, and of what a task that runs on its own registered. */
export const fileTests: Filters = {
  file: FILE,
  is_file: FILE,
  directory: DIRECTORY,
  is_dir: DIRECTORY,
  link: LINK,
  is_link: LINK,
  exists: plain((value) => stat(value) !== undefined),
  link_exists: plain((value) => lstatSync(pythonStr(value), { throwIfNoEntry: false }) !== undefined),
  abs: ABSOLUTE,
  is_abs: ABSOLUTE,
  same_file: SAME,
  is_same_file: SAME,
  mount: MOUNT,
  is_mount: MOUNT,
  nan: IS_NAN,
  isnan: IS_NAN,
  url: {
    keywords: ['schemes'],
    apply: (value, args) =>
      hasScheme(value, argument(args, 0, 'schemes')) && /^(?:[a-z][\w+.-]*:)?\/\/[^/]|^file:/i.test(pythonStr(value)),
  },
  uri: { keywords: ['schemes'], apply: (value, args) => hasScheme(value, argument(args, 0, 'schemes')) },
  urn: plain((value) => hasScheme(value, ['urn'])),
  vault_encrypted: plain((value) => value instanceof EncryptedText),
  finished: plain((value) => isTruthy(resultOf(value, 'finished').finished ?? 1)),
  started: plain((value) => isTruthy(resultOf(value, 'started').started ?? 1)),
}
