import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Diff, Step } from '../../model/plan.ts'
import { shell } from '../../model/remote-command.ts'
import type { Vars } from '../../model/vars.ts'
import { boolArg, modeArg, textArg, type Mode } from '../arg-types.ts'
import { accountMissing, selinuxUnsupported } from './errors.ts'
import { explainFileFailure } from './explain.ts'
import type { Identity } from './identity.ts'
import { modeText, resolveMode } from './resolve-mode.ts'

/** Arguments of every module that puts something on disk. */
export const attributeArgs = () => ({
  mode: modeArg().optional().describe('Permission bits: "0644", or chmod\'s symbolic form'),
  owner: textArg().optional().describe('User, by name or number'),
  group: textArg().optional().describe('Group, by name or number'),
  unsafe_writes: boolArg().default(false).describe('Taken for playbooks that have it; writes are atomic in any case'),
  attributes: attributesArg()
    .optional()
    .describe('Attributes of chattr: `i` sets these and no others, `+i` adds, `-i` takes away'),
  seuser: contextArg('user'),
  serole: contextArg('role'),
  setype: contextArg('type'),
  selevel: contextArg('level'),
})

/** Other names of those. */
export const attributeAliases = { attr: 'attributes' } as const

function contextArg(part: string) {
  return textArg().optional().describe(`SELinux ${part}: taken where the host has no SELinux, and then without effect`)
}

function attributesArg() {
  return textArg().refine((letters) => /^[-+=]?[A-Za-z]*$/.test(letters), {
    error: 'has to be letters of chattr, behind +, - or =, such as +i',
  })
}

export interface WantedAttributes {
  readonly mode?: Mode | undefined
  readonly owner?: string | undefined
  readonly group?: string | undefined
  readonly attributes?: string | undefined
  readonly seuser?: string | undefined
  readonly serole?: string | undefined
  readonly setype?: string | undefined
  readonly selevel?: string | undefined
}

export interface Attributes {
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly owner: string
  readonly group: string
}

/** What something new gets where nothing is asked for: the user's own, by its umask. */
export function freshAttributes(who: Identity, isDirectory: boolean): Attributes {
  return {
    mode: (isDirectory ? 0o777 : 0o666) & ~who.umask,
    uid: who.user.id,
    gid: who.group.id,
    owner: who.user.name,
    group: who.group.name,
  }
}

/** `current` with what is asked for applied. Refuses a user or a group that the host does not have, and SELinux at work. */
export function attributesAfter(
  current: Attributes,
  wanted: WantedAttributes,
  who: Identity,
  isDirectory: boolean,
): Result<Attributes, LongshoreError> {
  const { wantedOwner, wantedGroup } = who
  if (who.hasSelinux && asksForContext(wanted)) return err(selinuxUnsupported())
  if (wanted.owner !== undefined && wantedOwner === undefined) return err(accountMissing('user', wanted.owner))
  if (wanted.group !== undefined && wantedGroup === undefined) return err(accountMissing('group', wanted.group))
  const owner = wanted.owner === undefined ? undefined : wantedOwner
  const group = wanted.group === undefined ? undefined : wantedGroup
  const mode = wanted.mode === undefined || wanted.mode === 'preserve' ? current.mode : wanted.mode
  return ok({
    mode: resolveMode(mode, current.mode, isDirectory, who.umask),
    uid: owner?.id ?? current.uid,
    gid: group?.id ?? current.gid,
    owner: owner?.name ?? current.owner,
    group: group?.name ?? current.group,
  })
}

function asksForContext({ seuser, serole, setype, selevel }: WantedAttributes): boolean {
  return [seuser, serole, setype, selevel].some((part) => part !== undefined)
}

export function sameAttributes(a: Attributes, b: Attributes): boolean {
  return a.mode === b.mode && a.uid === b.uid && a.gid === b.gid
}

/** Sets owner, group and mode of what is at `path`; the owner first, since chown(2) clears set-id bits. */
export function attributesStep(path: string, before: Attributes, after: Attributes): Step {
  const set = (to: Attributes, from: Attributes) => {
    const owner = to.uid === from.uid && to.gid === from.gid ? '' : `${to.uid}:${to.gid}`
    return shell(SET_SCRIPT, path, owner, modeText(to.mode))
  }
  return {
    summary: `set ${changesOf(before, after).join(', ')} of ${path}`,
    run: set(after, before),
    files: [path],
    undo: [set(before, after)],
    explain: explainFileFailure(`set the attributes of ${path}`, path),
  }
}

const SET_SCRIPT = `
[ -z "$2" ] || chown -- "$2" "$1" || exit 1
chmod -- "$3" "$1"
`

function changesOf(before: Attributes, after: Attributes): readonly string[] {
  return [
    ...(before.uid === after.uid ? [] : [`owner ${after.owner}`]),
    ...(before.gid === after.gid ? [] : [`group ${after.group}`]),
    ...(before.mode === after.mode ? [] : [`mode ${modeText(after.mode)}`]),
  ]
}

export function attributesDiff(path: string, before: Attributes, after: Attributes): readonly Diff[] {
  if (sameAttributes(before, after)) return []
  const text = (of: Attributes) =>
    [
      before.uid === after.uid ? '' : `owner: ${of.owner}\n`,
      before.gid === after.gid ? '' : `group: ${of.group}\n`,
      before.mode === after.mode ? '' : `mode: ${modeText(of.mode)}\n`,
    ].join('')
  const fields = attributeFields(before, after)
  return [{ path: `${path} (attributes)`, before: text(before), after: text(after), fields }]
}

/** What differs, as Ansible's modules tell it: owner and group are numbers. */
export function attributeFields(before: Attributes, after: Attributes): Required<Diff>['fields'] {
  const side = (of: Attributes) => ({
    ...(before.uid !== after.uid && { owner: of.uid }),
    ...(before.gid !== after.gid && { group: of.gid }),
    ...(before.mode !== after.mode && { mode: modeText(of.mode) }),
  })
  return { before: side(before), after: side(after) }
}

/** As Ansible returns them from every file module. */
export function attributeValues(of: Attributes, size: number, state: string): Vars {
  return { mode: modeText(of.mode), owner: of.owner, group: of.group, uid: of.uid, gid: of.gid, size, state }
}
