import type { CommandOutput } from '../../model/command-output.ts'
import type { Conclusion } from '../../model/plan.ts'
import type { Vars } from '../../model/vars.ts'
import { statusOf, messageOf } from '../http-utils/answer-status.ts'
import { readHttpAnswer, type HttpAnswer } from '../http-utils/http-answer.ts'
import type { HttpRequest } from '../http-utils/http-request.ts'
import { notRequested } from '../http-utils/mishap.ts'
import type { GetUrlArgs } from './args.ts'
import { checksumDiffers, folderMissing, notWritten, requestFailed } from './errors.ts'

/** What the download script's output means, in the values of Ansible's `get_url`. */
export function concludeDownload(
  args: GetUrlArgs,
  request: HttpRequest,
  wanted: string,
  output: CommandOutput,
): Conclusion {
  const answer = readHttpAnswer(output)
  const refused = notRequested(answer, request)
  if (refused !== undefined) return { changed: false, failed: refused }
  const base = { url: args.url, dest: args.dest, elapsed: answer.elapsed }
  const come = { ...base, src: answer.temporary, checksum_dest: null }
  const [what = '', ...said] = answer.rest.toString('utf8').replace(/\n$/, '').split('|')
  const text = said.join('|')
  switch (what) {
    case 'put':
      return put(answer, request, base, said)
    case 'unmodified':
      return { changed: false, values: { ...base, msg: messageOf(answer, request), status_code: answer.status } }
    case 'checksum':
      return differing(args, come, wanted, said)
    case 'nofolder': {
      const [sha1, ...folder] = said
      return { changed: false, values: { ...come, checksum_src: sha1 }, failed: folderMissing(folder.join('|')) }
    }
    case 'unwritable':
      return { changed: false, values: come, failed: notWritten(args.dest, text) }
    default:
      return notAnswered(answer, request, base)
  }
}

/** What was there is left, where Ansible removes it, so that nothing changed. */
function differing(
  args: GetUrlArgs,
  come: Vars,
  wanted: string,
  [is = '', sha1, before]: readonly string[],
): Conclusion {
  const values = { ...come, checksum_src: sha1, checksum_dest: before === '' ? null : before }
  return { changed: false, values, failed: checksumDiffers(args.dest, wanted, is) }
}

/** The server said no, or nothing came. */
export function notAnswered(answer: HttpAnswer, request: HttpRequest, base: Vars): Conclusion {
  const said = messageOf(answer, request)
  const status = statusOf(answer)
  const values = status > 0 ? { ...base, status_code: status, response: said } : base
  return { changed: false, values, failed: requestFailed(said, status) }
}

function put(answer: HttpAnswer, request: HttpRequest, base: Vars, said: readonly string[]): Conclusion {
  const [changed, backup = '', sha1, before = '', md5, mode = '', uid, gid, owner, group, size, ...dest] = said
  return {
    changed: changed === 'yes',
    values: {
      ...base,
      src: answer.temporary,
      msg: messageOf(answer, request),
      status_code: answer.status === 0 ? null : answer.status,
      dest: dest.join('|'),
      checksum_src: sha1,
      checksum_dest: before === '' ? null : before,
      md5sum: md5,
      ...(backup === '' ? {} : { backup_file: backup }),
      mode: mode.padStart(4, '0'),
      uid: Number(uid),
      gid: Number(gid),
      owner,
      group,
      size: Number(size),
      state: 'file',
    },
  }
}
