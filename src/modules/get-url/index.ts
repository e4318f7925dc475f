import type { LongshoreError } from '../../base/longshore-error.ts'
import { ok, type Result } from '../../base/result.ts'
import type { Fact } from '../../model/fact.ts'
import type { BindContext } from '../../model/module.ts'
import { defineModule } from '../define-module.ts'
import { requestOf } from '../http-utils/http-args.ts'
import { nameOfUrl } from '../http-utils/url-name.ts'
import { attributeAliases } from '../module-utils/attributes.ts'
import { identity } from '../module-utils/identity.ts'
import { flagFacts } from '../module-utils/inode-flags.ts'
import { pathState } from '../module-utils/path-state.ts'
import { getUrlArgs, type GetUrlArgs } from './args.ts'
import { parseChecksum } from './checksum.ts'
import { answerFact, sumFact } from './facts.ts'
import { planGetUrl, type GetFacts, type PreparedGet } from './plan.ts'

interface Prepared extends PreparedGet {
  readonly checkMode: boolean
}

/** Downloads a file to the host. */
export const getUrl = defineModule({
  name: 'get_url',
  summary: 'Download a file to the host',
  args: getUrlArgs,
  aliases: {
    ...attributeAliases,
    username: 'url_username',
    password: 'url_password',
    'http-agent': 'http_agent',
    thirsty: 'force',
  },
  returns: {
    dest: 'Where the file is',
    url: 'What was asked for',
    status_code: 'The status code of the answer',
    msg: 'How it went',
    elapsed: 'Seconds',
    src: 'Where the download was before it was put in place',
    checksum_src: 'SHA-1 of what came',
    checksum_dest: 'SHA-1 of what was there before',
    md5sum: 'MD5 of the file',
    backup_file: 'The copy of what was replaced, where backup is on',
    mode: 'Permission bits; also owner, group, uid, gid, size and state',
  },
  prepare: prepareGetUrl,
  facts: getUrlFacts,
  plan: (prepared, facts) => planGetUrl(prepared, facts as unknown as GetFacts),
})

function prepareGetUrl(args: GetUrlArgs, { checkMode }: BindContext): Promise<Result<Prepared, LongshoreError>> {
  const checksum = parseChecksum(args.checksum, args.dest)
  const fresh = args.force ? [...args.headers, ['Cache-Control', 'no-cache'] as const] : args.headers
  const request = requestOf(args, { method: 'GET', followRedirects: true, headers: fresh })
  const parsed = checksum.ok ? { checksum: checksum.value } : { checksum: undefined, refused: checksum.error }
  return Promise.resolve(ok({ args, request, ...parsed, checkMode }))
}

function getUrlFacts({ args, request, checksum, checkMode }: Prepared): Record<string, Fact<unknown>> {
  const dest = args.dest.replace(/(?<=.)\/+$/, '')
  const whole = { content: 'all', sha1: true } as const
  return {
    who: identity(args),
    dest: pathState(dest, whole),
    ...flagFacts(args, [dest]),
    inside: pathState(`${dest}/${nameOfUrl(args.url)}`, whole),
    ...(args.tmp_dest === undefined ? {} : { folder: pathState(args.tmp_dest) }),
    ...(checksum === undefined ? {} : { sum: sumFact(dest, checksum.algorithm) }),
    ...(checksum?.listUrl === undefined
      ? {}
      : { list: answerFact('the list of checksums', { ...request, url: checksum.listUrl }) }),
    ...(checkMode ? { head: answerFact('the answer to HEAD', { ...request, method: 'HEAD' }) } : {}),
  }
}
