/**
 * The functions that every program starts with. `ls_b`, `ls_e` and `ls_z` print the frames on both streams;
 * a shell that is kept prints the last of them itself, once the watcher is gone. The
 * watcher reads the channel's stdin after the program: the line `abort` ends the process group, first gently. It ends
 * by itself when the line is closed, and lets the program go on then, as sshd does.
 */
export function prelude(token: string, keepsShell: boolean): string {
  return `ls_t=${token}
ls_b() { printf '%s b %s\\n' "$ls_t" "$1"; printf '%s b %s\\n' "$ls_t" "$1" >&2; }
ls_e() { printf '%s e %s %s\\n' "$ls_t" "$1" "$2"; printf '%s e %s %s\\n' "$ls_t" "$1" "$2" >&2; }
ls_z() { ${keepsShell ? END_IN_SHELL : END_OF_SHELL}; exit 0; }
exec 3<&0
{ read -r ls_l && [ "$ls_l" = abort ] && { trap '' TERM; kill -TERM 0; sleep 2; kill -KILL 0; }; } <&3 3<&- >/dev/null 2>&1 &
ls_k=$!
exec 3<&-
`
}

const END_OF_SHELL = `printf '%s z\\n' "$ls_t"; printf '%s z\\n' "$ls_t" >&2; kill "$ls_k" 2>/dev/null`
/** KILL, for a host's own profile may ignore TERM, and then its end would be awaited forever. */
const END_IN_SHELL = '{ kill -KILL "$ls_k"; wait "$ls_k"; } 2>/dev/null'

/** For `ls_write` in a subshell of its own. */
export const END_ALONE = `ls_end() { exit "$1"; }
`

/**
 * `ls_write path temporary bytes mode owner group umask`, in a subshell whose EXIT is `ls_end`; `ls_content` prints the bytes. Mode, owner and group
 * are kept from the file that is there where they are empty, and are set only where the new file has others. Where the shell
 * cannot write it all, cat tries once more: it says why. What a write left that lost its power or was killed goes first: its
 * name tells the machine, for folders that several share, and the process. Only this file is synced: `sync -d` is an
 * unknown option to the coreutils that would sync every file system instead, and then nothing is synced. What cannot be
 * written is no failure where the file has it all already, as before an undo of a write that changed nothing.
 */
export const WRITE_FUNCTION = `ls_has_it() {
  [ -f "$ls_path" ] && [ ! -L "$ls_path" ] && ls_content 2>/dev/null | cmp -s - "$ls_path" 2>/dev/null || exit 1
  set -f
  set -- $ls_wanted $(stat -c '%a %u %g' -- "$ls_path")
  for ls_is in "$4" "$5" "$6"; do
    [ "$1" = = ] || [ "$1" = "=$ls_is" ] || exit 1
    shift
  done
  rm -f -- "$ls_tmp"
  ls_over
}
ls_over() {
  trap 'ls_end "$?"' EXIT
  trap - HUP INT TERM
  set +f +C
  ls_sync=
}
ls_write() {
  umask 077
  ls_seen= ls_path=$1 ls_wanted="=$4 =$5 =$6"
  ls_node=
  read -r ls_node 2>/dev/null < /proc/sys/kernel/hostname
  for ls_left in "\${2%/*}"/.longshore-*-*."$ls_node".*; do
    case $ls_node,\${ls_left##*.} in ,* | *,*[!0-9]*) continue ;; esac
    [ -d "/proc/\${ls_left##*.}" ] || rm -f -- "$ls_left"
  done
  set -- "$1" "$2.$ls_node.$$" "$3" "$4" "$5" "$6" "$7"
  ls_tmp=$2
  if [ -e "$1" ] && [ ! -f "$1" ]; then printf '%s: is not a regular file\\n' "$1" >&2; exit 1; fi
  trap 'ls_r=$?; rm -f -- "$ls_tmp"; ls_end "$ls_r"' EXIT
  trap 'exit 143' HUP INT TERM
  umask "$7"
  set -C
  { :; } > "$2" || { ls_has_it; return; }
  set +C
  ls_content > "$2" 2>/dev/null || ls_content | cat > "$2" || { ls_has_it; return; }
  ls_mode=$4 ls_owner=$5 ls_group=$6 ls_keep=
  if [ -f "$1" ] && [ ! -L "$1" ] && { [ -z "$4" ] || [ -z "$5" ] || [ -z "$6" ]; }; then ls_keep=$1; fi
  ls_stat=$(stat -c '%s %a %u %g' -- "$2" \${ls_keep:+"$ls_keep"}) || exit 1
  set -f
  set -- "$1" "$2" "$3" $ls_stat
  if [ "$4" -ne "$3" ]; then printf '%s: only a part could be written\\n' "$1" >&2; ls_has_it; return; fi
  if [ -n "$ls_keep" ]; then
    [ -n "$ls_mode" ] || ls_mode=$9
    [ -n "$ls_owner" ] || ls_owner=\${10}
    [ -n "$ls_group" ] || ls_group=\${11}
  fi
  [ "$ls_owner" != "$6" ] || ls_owner=
  [ "$ls_group" != "$7" ] || ls_group=
  if [ -n "$ls_owner$ls_group" ]; then chown -- "$ls_owner\${ls_group:+:$ls_group}" "$2" || { ls_has_it; return; }; fi
  if [ "\${ls_mode:=644}" != "$5" ]; then chmod -- "$ls_mode" "$2" || { ls_has_it; return; }; fi
  if ! ls_said=$(LC_ALL=C sync -d -- "$2" \${ls_sync:+"$ls_sync"} 2>&1); then
    case $ls_said in *option*|*[Uu]sage*|*'not found'*) ;; *) printf '%s\\n' "$ls_said" >&2; exit 1;; esac
  fi
  mv -f -- "$2" "$1" || { ls_has_it; return; }
  ls_over
}
`
