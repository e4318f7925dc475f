import type { Plan, Step } from '../../model/plan.ts'
import { shell } from '../../model/remote-command.ts'
import type { HttpAnswer } from '../http-utils/http-answer.ts'
import { messageOf } from '../http-utils/answer-status.ts'
import type { HttpRequest } from '../http-utils/http-request.ts'
import { httpWords } from '../http-utils/http-script.ts'
import { nameOfUrl } from '../http-utils/url-name.ts'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { checksumOf } from '../module-utils/checksum.ts'
import { downloadFolderMissing } from './errors.ts'
import { attributesAfter, attributesStep, attributeValues, sameAttributes } from '../module-utils/attributes.ts'
import { chattrMode, unsetFlags, withFlags, type InodeFlags } from '../module-utils/inode-flags.ts'
import type { Identity } from '../module-utils/identity.ts'
import type { PathState } from '../module-utils/path-state.ts'
import { modeText } from '../module-utils/resolve-mode.ts'
import { putBack } from '../module-utils/write-steps.ts'
import type { GetUrlArgs } from './args.ts'
import { sumInList, type Checksum } from './checksum.ts'
import { concludeDownload, notAnswered } from './conclude.ts'
import { DOWNLOAD_SCRIPT } from './download-script.ts'

export interface PreparedGet {
  readonly args: GetUrlArgs
  readonly request: HttpRequest
  readonly checksum: Checksum | undefined
  /** What is wrong with the checksum that was asked for. */
  readonly refused?: LongshoreError
}

export interface GetFacts {
  readonly who: Identity
  readonly dest: PathState
  /** What would be written where dest is a folder and the server names nothing else. */
  readonly inside: PathState
  readonly flags?: InodeFlags
  /** Where the download is kept at first. */
  readonly folder?: PathState
  readonly sum?: string | undefined
  /** The list of checksums. */
  readonly list?: HttpAnswer
  /** The answer to HEAD, in check mode. */
  readonly head?: HttpAnswer
}

export function planGetUrl(prepared: PreparedGet, facts: GetFacts): Plan {
  const { args, request } = prepared
  const obstacle = obstacleTo(prepared, facts)
  if (obstacle !== undefined) return obstacle
  const wanted = wantedSum(prepared, facts)
  if (typeof wanted !== 'string') return wanted
  const file = facts.dest.target?.kind === 'file' ? facts.dest : undefined
  const matches = wanted !== '' && facts.sum === wanted
  if (file !== undefined && matches && !args.force) return planKept(prepared, facts, file)
  if (facts.head !== undefined) return planChecked(prepared, facts, facts.head)
  const asked = file === undefined || args.force || wanted !== '' ? request : unlessOlder(request, file)
  return {
    kind: 'change',
    steps: [downloadStep(prepared, facts, asked, wanted)],
    conclude: ([output]) =>
      output === undefined ? { changed: false } : concludeDownload(args, request, wanted, output),
  }
}

function obstacleTo({ args, refused }: PreparedGet, { folder }: GetFacts): Plan | undefined {
  if (refused !== undefined) {
    const values = { url: args.url, dest: args.dest, elapsed: 0, checksum_src: null, checksum_dest: null }
    return { kind: 'impossible', error: refused, values }
  }
  if (folder === undefined || folder.target?.kind === 'directory') return undefined
  return {
    kind: 'impossible',
    error: downloadFolderMissing(folder.path, folder.target !== undefined),
    values: { elapsed: 0 },
  }
}

/** Empty where no checksum is asked for. */
function wantedSum({ args, checksum, request }: PreparedGet, { list }: GetFacts): string | Plan {
  if (checksum === undefined) return ''
  if (checksum.sum !== undefined) return checksum.sum
  if (list === undefined || list.exitCode !== 0 || list.status >= 300) {
    const none = list === undefined ? undefined : notAnswered(list, request, { url: args.url, dest: args.dest })
    if (none?.failed !== undefined) return { kind: 'impossible', error: none.failed, values: none.values ?? {} }
  }
  const sum = sumInList(list?.rest.toString('utf8') ?? '', nameOfUrl(args.url), checksum.listUrl ?? '')
  return sum.ok ? sum.value : { kind: 'impossible', error: sum.error }
}

/** The file is there and has the checksum: only its attributes may change. */
function planKept({ args }: PreparedGet, { who, flags }: GetFacts, file: PathState): Plan {
  const before = file.target
  if (before === undefined) return { kind: 'in-desired-state' }
  const after = attributesAfter(before, args, who, false)
  if (!after.ok) return { kind: 'impossible', error: after.error }
  const same = sameAttributes(before, after.value)
  const values = {
    url: args.url,
    dest: file.path,
    ...attributeValues(after.value, before.size, 'file'),
  }
  const plan: Plan = same
    ? { kind: 'in-desired-state', values }
    : { kind: 'change', steps: [attributesStep(file.path, before, after.value)], values }
  const flagged = withFlags(plan, args, flags, [file.path])
  const msg = flagged.kind === 'change' ? 'file already exists but file attributes changed' : 'file already exists'
  return { ...flagged, values: { ...values, msg } }
}

/** A HEAD request tells whether there is something to download; that it differs is taken for granted, as Ansible does. */
function planChecked({ args, request }: PreparedGet, { dest }: GetFacts, head: HttpAnswer): Plan {
  const values = { url: args.url, dest: dest.path, elapsed: head.elapsed }
  if (head.status === 304) return { kind: 'in-desired-state', values: { ...values, status_code: 304 } }
  if (head.exitCode !== 0 || head.status >= 300) {
    const { failed, values: told } = notAnswered(head, request, values)
    if (failed !== undefined) return { kind: 'impossible', error: failed, values: told ?? {} }
  }
  return {
    kind: 'change',
    steps: [],
    values: {
      ...values,
      msg: messageOf(head, request),
      src: head.temporary,
      checksum_src: NOTHING_SHA1,
      checksum_dest: dest.sha1 ?? null,
      ...(dest.target === undefined ? {} : attributeValues(dest.target, dest.target.size, 'file')),
    },
  }
}

/** What an answer to HEAD holds, as Ansible tells it. */
const NOTHING_SHA1 = checksumOf(Buffer.alloc(0))

/** What did not change since the file was written is not sent again. */
function unlessOlder(request: HttpRequest, { target }: PathState): HttpRequest {
  const [, date = '', clock = '', zone = ''] =
    /^(\S+) (\d\d:\d\d:\d\d)\S* ([+-]\d{4})$/.exec(target?.modified ?? '') ?? []
  const modified = new Date(`${date}T${clock}${zone}`)
  if (Number.isNaN(modified.getTime())) return request
  return { ...request, headers: [...request.headers, ['If-Modified-Since', modified.toUTCString()]] }
}

function downloadStep({ args, checksum }: PreparedGet, facts: GetFacts, request: HttpRequest, wanted: string): Step {
  const mode = typeof args.mode === 'number' ? modeText(args.mode) : (args.mode ?? '')
  const words = [
    args.dest,
    nameOfUrl(args.url),
    mode,
    args.owner ?? '',
    args.group ?? '',
    checksum === undefined ? '' : `${checksum.algorithm}sum`,
    wanted,
    args.backup ? facts.who.backupStamp : '',
    args.tmp_dest ?? '',
    chattrMode(args),
  ]
  const undo = undoOf(facts.dest.target?.kind === 'directory' ? facts.inside : facts.dest)
  return {
    summary: `download to ${facts.dest.path}`,
    run: { ...shell(DOWNLOAD_SCRIPT, ...httpWords(request), ...words), tolerant: true },
    ...(undo === undefined
      ? {}
      : { undo: args.attributes === undefined ? undo : [unsetFlags(facts.dest.path), ...undo] }),
  }
}

function undoOf({ path, target, content }: PathState): Step['undo'] {
  if (target === undefined) return [{ kind: 'remove', path }]
  return content === undefined ? undefined : [putBack(path, target, content)]
}
