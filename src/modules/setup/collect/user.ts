import type { Collector } from './collector.ts'

export const user: Collector = {
  script: `
section user; printf '%s\\n' "$uid" "$gid" "$real_uid" "$real_gid"
section passwd; getent passwd "$uid" || grep "^[^:]*:[^:]*:$uid:" /etc/passwd
`,
  parse: (sections) => {
    const [uid, gid, realUid, realGid] = sections.lines('user').map(Number)
    const [id = '', , , group = gid, gecos = '', dir = '', shell = ''] = (sections.lines('passwd')[0] ?? '').split(':')
    return {
      user_id: id,
      user_uid: uid,
      user_gid: Number(group),
      user_gecos: gecos,
      user_dir: dir,
      user_shell: shell,
      real_user_id: realUid,
      effective_user_id: uid,
      real_group_id: realGid,
      effective_group_id: gid,
    }
  },
}
