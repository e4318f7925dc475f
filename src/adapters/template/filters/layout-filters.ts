import { createHash } from 'node:crypto'
import { pythonStr } from '../python/text.ts'
import { argument, FilterError, isRecord, textArgument, type Filters } from './filter.ts'
import { hashPassword } from './password-hash.ts'

/** Text laid out: comments, columns, several YAML documents; and hashes of passwords. */
export const layoutFilters: Filters = {
  comment: {
    keywords: [
      'style',
      'decoration',
      'prefix',
      'prefix_count',
      'postfix',
      'postfix_count',
      'beginning',
      'end',
      'newline',
    ],
    apply(value, args) {
      const style = textArgument(args, 0, 'style', 'plain')
      const known = COMMENT_STYLES[style]
      if (known === undefined) {
        throw new FilterError(`comment: '${style}' is none of ${Object.keys(COMMENT_STYLES).join(', ')}`)
      }
      const option = (name: string, fallback: string) => textArgument(args, Infinity, name, fallback)
      const decoration = option('decoration', known.decoration)
      const newline = option('newline', '\n')
      const line = (text: string) => `${decoration}${text}`.replace(/[ \t]+$/, '')
      const padding = (name: string) => {
        const text = option(name, decoration)
        const count = Number(argument(args, Infinity, `${name}_count`) ?? 1)
        return Array.from({ length: text === '' ? 0 : count }, () => text.replace(/[ \t]+$/, ''))
      }
      const [beginning, end] = [option('beginning', known.beginning), option('end', known.end)]
      const lines = pythonStr(value).split(newline).map(line)
      const all = [...padding('prefix'), ...lines, ...padding('postfix')]
      return [...(beginning === '' ? [] : [beginning]), ...all, ...(end === '' ? [] : [end])].join(newline)
    },
  },
  to_uuid: {
    keywords: ['namespace'],
    apply(value, args) {
      const given = textArgument(args, 0, 'namespace', '361E6D51-FAEC-444A-9079-341386DA8E2E')
      const namespace = given.replace(/urn:|uuid:/g, '').replaceAll(/[-{}]/g, '')
      if (!/^[0-9a-fA-F]{32}$/.test(namespace)) {
        const why = 'badly formed hexadecimal UUID string'
        throw new FilterError(`Invalid value '${given}' for 'namespace': ${why}`)
      }
      const sum = createHash('sha1').update(Buffer.from(namespace, 'hex')).update(pythonStr(value)).digest()
      sum[6] = ((sum[6] ?? 0) & 0x0f) | 0x50
      sum[8] = ((sum[8] ?? 0) & 0x3f) | 0x80
      const hex = sum.toString('hex')
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
    },
  },
  password_hash: {
    keywords: ['hashtype', 'salt', 'rounds', 'salt_size', 'ident'],
    apply(value, args) {
      const [salt, rounds] = [argument(args, 1, 'salt'), argument(args, 3, 'rounds')]
      if (isRecord(value)) throw new FilterError('it needs text')
      return hashPassword(pythonStr(value), textArgument(args, 0, 'hashtype', 'sha512'), {
        ...(salt !== undefined && salt !== null && { salt: pythonStr(salt) }),
        ...(typeof rounds === 'number' && { rounds }),
      })
    },
  },
}

const COMMENT_STYLES: Readonly<
  Record<string, { readonly decoration: string; readonly beginning: string; readonly end: string }>
> = {
  plain: { decoration: '# ', beginning: '', end: '' },
  erlang: { decoration: '% ', beginning: '', end: '' },
  c: { decoration: '// ', beginning: '', end: '' },
  cblock: { decoration: ' * ', beginning: '/*', end: ' */' },
  xml: { decoration: ' - ', beginning: '<!--', end: '-->' },
}
