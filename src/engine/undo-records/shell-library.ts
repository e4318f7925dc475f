import { EFFECTIVE_USER } from '../../model/effective-user.ts'

/** `find_base` sets $base, the folder of a host that holds undo records. */
export const BASE_LIBRARY = `
umask 077
PATH=$PATH:/usr/sbin:/sbin:/usr/local/sbin
${EFFECTIVE_USER}find_base() {
  base=$1
  [ -n "$base" ] || base=\${LONGSHORE_HOST_STATE:-}
  [ -n "$base" ] && return
  effective_user
  if [ "$uid" = 0 ]; then base=/var/lib/longshore; return; fi
  base=$(eval "echo ~$(id -un)")/.local/state/longshore
}
`

/** `field FILE NAME` prints what follows a name in a file. */
export const FOLDER_LIBRARY = `${BASE_LIBRARY}field() {
  { while IFS= read -r each; do case $each in "$2 "*) printf '%s\\n' "\${each#"$2 "}"; return ;; esac; done < "$1"; } 2>/dev/null
}
`

/** `save` syncs files, `look` sets $is to a line that tells what is at a path; `sum_of` has to set $sum to the SHA-256 of a file. */
export const LOOK_LIBRARY = `save() {
  if ! said=$(LC_ALL=C sync -d -- "$@" 2>&1); then
    case $said in *option*|*[Uu]sage*|*'not found'*) ;; *) printf '%s\\n' "$said" >&2; return 1;; esac
  fi
}
look() {
  context=
  [ -e /sys/fs/selinux/enforce ] && context=$(stat -c ' %C' -- "$1" 2>/dev/null)
  if [ -L "$1" ]; then is="link to $(readlink -- "$1")$context"
  elif [ -f "$1" ]; then
    sum_of "$1" || return 1
    is="file $(stat -c '%a %u %g' -- "$1") $sum$context"
  elif [ -d "$1" ]; then is="folder $(stat -c '%a %u %g' -- "$1")$context"
  elif [ -e "$1" ]; then is="something $(stat -c '%a %u %g' -- "$1")$context"
  else is=absent
  fi
}
`

/** Shell functions of what works on the undo records of a host. */
export const RECORD_LIBRARY = `${FOLDER_LIBRARY}${LOOK_LIBRARY}sum_of() { sum=$(sha256sum < "$1") && sum=\${sum%% *}; }
stamp='%Y-%m-%dT%H:%M:%SZ'
now() { date -u "+$stamp"; }
`

/**
 * A lock is a symlink whose target says which process holds it: number, start and boot, so that no later process is taken
 * for it. It is free when that process has ended, however it ended. \`take FILE SECONDS\`: by this program, to its end. 2: nobody has it,
 * and nobody can take it either, since its folder takes no more (full, or read-only).
 */
export const LOCK_LIBRARY = `
boot=unknown
{ read -r boot < /proc/sys/kernel/random/boot_id; } 2>/dev/null
identity() {
  line= process=
  { read -r line < "/proc/$1/stat"; } 2>/dev/null
  if [ -z "$line" ]; then
    if [ ! -r /proc/self/stat ] && kill -0 "$1" 2>/dev/null; then process=$1; fi
    return 0
  fi
  pid=$1
  set -- \${line##*) }
  case $1 in Z|X) return 0;; esac
  shift 19
  process=$pid.$1.$boot
}
has_ended() { identity "\${1%%.*}"; [ "$process" != "$1" ]; }
take() {
  waited=0
  identity $$
  me=$process
  until ln -s -- "$me" "$1" 2>/dev/null; do
    held=$(readlink -- "$1")
    [ "$held" = "$me" ] && return 0
    if [ -n "$held" ] && has_ended "$held" && mkdir -- "$1.steal" 2>/dev/null; then
      [ "$(readlink -- "$1")" = "$held" ] && rm -f -- "$1"
      rmdir -- "$1.steal"
      continue
    fi
    if [ -n "$held" ] && has_ended "$held" && [ ! -e "$1.steal" ] && [ "$(readlink -- "$1")" = "$held" ]; then
      return 2
    fi
    if [ -z "$held" ] && [ "$waited" -ge 2 ]; then return 1; fi
    [ "$waited" -ge "$2" ] && return 1
    [ "$waited" -ge 10 ] && rmdir -- "$1.steal" 2>/dev/null
    waited=$((waited + 1))
    sleep 1
  done
}
drop() {
  identity $$
  if [ "$(readlink -- "$1")" = "$process" ]; then rm -f -- "$1"; fi
}
`

/**
 * The deadline of a guard. Within a boot the time since the boot counts, which no change of the clock moves; after another
 * boot the clock does, and where that was set back, the time since the guard woke up ($woke).
 */
export const DEADLINE_LIBRARY = `
uptime_seconds() {
  up=0
  { read -r up rest < /proc/uptime; } 2>/dev/null
  up=\${up%%.*}
}
set_deadline() {
  uptime_seconds
  printf '%s %s %s %s\\n' "$(($(date +%s) + $2))" "$((up + $2))" "$2" "$boot" > "$1/deadline.$$" &&
    mv -f -- "$1/deadline.$$" "$1/deadline"
}
is_due() {
  wall= since_boot= seconds= at=
  { read -r wall since_boot seconds at < "$1/deadline"; } 2>/dev/null
  [ -n "$at" ] || return 0
  uptime_seconds
  if [ "$at" = "$boot" ] && [ -r /proc/uptime ]; then [ "$up" -ge "$since_boot" ]; return; fi
  [ "$(date +%s)" -ge "$wall" ] || { [ -r /proc/uptime ] && [ "$((up - woke))" -ge "$seconds" ]; }
}
`
