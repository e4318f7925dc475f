/**
 * The functions that every program starts with. `ls_b`, `ls_e` and `ls_z` print the frames on both streams. The
 * watcher reads the channel's stdin after the program: the line `abort` ends the process group, first gently. It ends
 * by itself when the line is closed, and lets the program go on then, as sshd does.
 */
export function prelude(token: string): string {
  return `ls_t=${token}
ls_b() { printf '%s b %s\\n' "$ls_t" "$1"; printf '%s b %s\\n' "$ls_t" "$1" >&2; }
ls_e() { printf '%s e %s %s\\n' "$ls_t" "$1" "$2"; printf '%s e %s %s\\n' "$ls_t" "$1" "$2" >&2; }
ls_z() { printf '%s z\\n' "$ls_t"; printf '%s z\\n' "$ls_t" >&2; kill "$ls_k" 2>/dev/null; exit 0; }
exec 3<&0
{ read -r ls_l && [ "$ls_l" = abort ] && { trap '' TERM; kill -TERM 0; sleep 2; kill -KILL 0; }; } <&3 3<&- >/dev/null 2>&1 &
ls_k=$!
exec 3<&-
`
}

/**
 * `ls_write path temporary bytes mode owner group`, content on stdin, as a subshell. Mode, owner and group are kept
 * from the file that is there where they are empty. What a write left that lost its power or was killed goes first: its
 * name tells the machine, for folders that several share, and the process. Only this file is synced: `sync -d` is an
 * unknown option to the coreutils that would sync every file system instead, and then nothing is synced.
 */
export const WRITE_FUNCTION = `ls_write() {
  umask 077
  ls_node=
  read -r ls_node 2>/dev/null < /proc/sys/kernel/hostname
  for ls_left in "\${2%/*}"/.longshore-*-*."$ls_node".*; do
    case $ls_node,\${ls_left##*.} in ,* | *,*[!0-9]*) continue ;; esac
    [ -d "/proc/\${ls_left##*.}" ] || rm -f -- "$ls_left"
  done
  set -- "$1" "$2.$ls_node.$$" "$3" "$4" "$5" "$6"
  ls_tmp=$2
  if [ -e "$1" ] && [ ! -f "$1" ]; then printf '%s: is not a regular file\\n' "$1" >&2; exit 1; fi
  trap 'rm -f -- "$ls_tmp"' EXIT
  trap 'exit 143' HUP INT TERM
  (set -C; : > "$2") || exit 1
  cat > "$2" || exit 1
  if [ "$(wc -c < "$2")" -ne "$3" ]; then printf '%s: only a part could be written\\n' "$1" >&2; exit 1; fi
  ls_mode=$4 ls_owner=$5 ls_group=$6
  if [ -f "$1" ] && [ ! -L "$1" ] && { [ -z "$4" ] || [ -z "$5" ] || [ -z "$6" ]; }; then
    ls_stat=$(stat -c '%a %u %g' -- "$1" "$2") || exit 1
    set -f
    set -- "$1" "$2" $ls_stat
    [ -n "$ls_mode" ] || ls_mode=$3
    [ -n "$ls_owner" ] || [ "$4" = "$7" ] || ls_owner=$4
    [ -n "$ls_group" ] || [ "$5" = "$8" ] || ls_group=$5
  fi
  if [ -n "$ls_owner$ls_group" ]; then chown -- "$ls_owner\${ls_group:+:$ls_group}" "$2" || exit 1; fi
  chmod -- "\${ls_mode:-644}" "$2" || exit 1
  if ! ls_said=$(LC_ALL=C sync -d -- "$2" 2>&1); then
    case $ls_said in *option*|*[Uu]sage*|*'not found'*) ;; *) printf '%s\\n' "$ls_said" >&2; exit 1;; esac
  fi
  mv -f -- "$2" "$1" || exit 1
  trap - EXIT
}
`
