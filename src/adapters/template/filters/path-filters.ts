import { globSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { posix, win32 } from 'node:path'
import { pythonStr } from '../python/text.ts'
import { tupleOf, typeName } from '../python/values.ts'
import { argument, FilterError, isRecord, plain, textArgument, type Filters } from './filter.ts'

/** Paths of the controller, and URLs. */
export const pathFilters: Filters = {
  basename: plain((value) => pathText(value).slice(pathText(value).lastIndexOf('/') + 1)),
  dirname: plain((value) => dirname(pathText(value))),
  splitext: plain((value) => {
    const text = pathText(value)
    const { ext } = posix.parse(text)
    const cut = text.endsWith('/') ? text.length : text.length - ext.length
    return tupleOf([text.slice(0, cut), text.slice(cut)])
  }),
  realpath: plain((value) => {
    const path = pythonStr(value)
    try {
      return realpathSync(path)
    } catch {
      return posix.resolve(path)
    }
  }),
  relpath: {
    keywords: ['start'],
    apply: (value, args) => posix.relative(textArgument(args, 0, 'start', '.'), pythonStr(value)) || '.',
  },
  expanduser: plain((value) =>
    pythonStr(value).replace(/^~(\w*)(?=\/|$)/, (whole, user: string) => homeOf(user) ?? whole),
  ),
  expandvars: plain((value) => {
    return pythonStr(value).replace(/\$(?:(\w+)|\{(\w+)\})/g, (whole, plainName?: string, braced?: string) => {
      return process.env[plainName ?? braced ?? ''] ?? whole
    })
  }),
  path_join: plain((value) => {
    if (typeof value === 'string') return value
    if (!Array.isArray(value)) {
      throw new FilterError(`|path_join expects string or sequence, got <class '${typeName(value)}'> instead.`)
    }
    if (value.length === 0) throw new FilterError("join() missing 1 required positional argument: 'a'")
    return value.map(pythonStr).reduce(joinPath)
  }),
  win_basename: plain((value) => win32.basename(pythonStr(value))),
  win_dirname: plain((value) => win32.dirname(pythonStr(value)).replace(/(?<=[^:\\/])[\\/]+$/, '')),
  win_splitdrive: plain((value) => {
    const [, drive = '', rest = ''] = /^([A-Za-z]:|\\\\[^\\]+\\[^\\]+)?([^]*)$/.exec(pythonStr(value)) ?? []
    return tupleOf([drive, rest])
  }),
  fileglob: plain((value) => {
    return globSync(pythonStr(value)).filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
  }),
  urldecode: plain((value) => {
    try {
      return decodeURIComponent(pythonStr(value).replaceAll('+', ' '))
    } catch {
      throw new FilterError('urldecode: the value is not encoded as a URL')
    }
  }),
  urlencode: plain((value) => {
    if (isRecord(value)) return query(Object.entries(value))
    if (Array.isArray(value)) return query(value as readonly (readonly [unknown, unknown])[])
    return percentEncoded(pythonStr(value)).replaceAll('%2F', '/')
  }),
  urlsplit: {
    keywords: ['query'],
    apply(value, args) {
      const parts = splitUrl(pythonStr(value))
      const wanted = argument(args, 0, 'query')
      if (wanted === undefined || wanted === '') return parts
      const name = pythonStr(wanted)
      if (!Object.hasOwn(parts, name)) {
        throw new FilterError(`urlsplit: unknown URL component: ${name}`)
      }
      return parts[name]
    },
  },
}

function pathText(value: unknown): string {
  if (typeof value === 'string') return value
  throw new FilterError(`expected str, bytes or os.PathLike object, not ${typeName(value)}`)
}

/** The home of the user who runs this, or of one whom /etc/passwd knows. */
function homeOf(user: string): string | undefined {
  if (user === '') return homedir()
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${user}:`))
  return line?.split(':')[5]
}

function dirname(path: string): string {
  const cut = path.lastIndexOf('/') + 1
  const head = path.slice(0, cut)
  return /^\/+$/.test(head) ? head : head.replace(/\/+$/, '')
}

function joinPath(left: string, right: string): string {
  if (right.startsWith('/')) return right
  return left === '' || left.endsWith('/') ? left + right : `${left}/${right}`
}

function percentEncoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}

function query(pairs: readonly (readonly [unknown, unknown])[]): string {
  const spelled = (part: unknown) => percentEncoded(pythonStr(part)).replaceAll('%20', '+')
  return pairs.map(([name, value]) => `${spelled(name)}=${spelled(value)}`).join('&')
}

function splitUrl(url: string): Readonly<Record<string, unknown>> {
  const found = /^(?:([A-Za-z][\w+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#([^]*))?$/.exec(url)
  const [, scheme = '', netloc = '', path = '', search = '', fragment = ''] = found ?? []
  const at = netloc.lastIndexOf('@')
  const [username, ...secret] = at < 0 ? [] : netloc.slice(0, at).split(':')
  const [, hostname, port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(netloc.slice(at + 1)) ?? []
  return {
    fragment,
    hostname: hostname === undefined || hostname === '' ? null : hostname.replace(/^\[|\]$/g, '').toLowerCase(),
    netloc,
    password: secret.length === 0 ? null : secret.join(':'),
    path,
    port: port === undefined ? null : Number(port),
    query: search,
    scheme: scheme.toLowerCase(),
    username: username ?? null,
  }
}
