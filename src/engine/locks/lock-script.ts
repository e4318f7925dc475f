import { LOCK_FOLDER } from './lock-folder.ts'

/** What a lock is, as functions: `state` sets $is, `say` prints it with all that is known of the owner. */
const LOCK_STATE = `${LOCK_FOLDER}
verb=$1 owner=$2 mine=$3 seen=$4 ttl=$5 take=$6 time=$7 note=$8
boot=- up=0 s=-
{ read -r boot < /proc/sys/kernel/random/boot_id; } 2>/dev/null
{ read -r up rest < /proc/uptime; } 2>/dev/null
up=\${up%%.*}
load() {
  r_owner= r_ttl=0 r_boot= r_up=0 r_pid=0 r_start=- r_since=0 r_note=
  [ -s "$1" ] || return 0
  { { read -r r_owner; read -r r_ttl r_boot r_up; read -r r_pid r_start; read -r r_since; read -r r_note; } < "$1"; } 2>/dev/null
  case $r_ttl$r_up$r_pid$r_since in *[!0-9]*|'') r_ttl=0 r_up=0 r_pid=0 r_since=0;; esac
}
age() { a=$((up - r_up)); if [ "$r_boot" != "$boot" ] || [ "$a" -lt 0 ]; then a=$up; fi; }
start() {
  s=-
  { read -r line < "/proc/$1/stat"; } 2>/dev/null || return 1
  set -- \${line##*) }
  parent=$2 s=\${20}
}
was_ours() {
  d_n= d_owner= d_note=
  { { read -r d_n d_owner; read -r d_note; } < "$dir/.done"; } 2>/dev/null
  [ "$d_n" = "$n" ] && [ "$d_owner" = "$owner" ]
}
working() { [ "$r_pid" -gt 0 ] && [ "$r_boot" = "$boot" ] && start "$r_pid" && [ "$s" = "$r_start" ]; }
state() {
  age
  if [ -z "$r_owner" ]; then
    is=free
    if was_ours; then is=done r_note=$d_note; fi
  elif [ "$r_owner" = "$owner" ]; then is=same
  elif working; then is=working
  elif [ "$a" -gt "$r_ttl" ]; then is=stale
  elif [ "$take" = "$n" ]; then is=gone
  else is=busy
  fi
}
mark() { now="$n:$r_owner:$r_up:$r_pid"; }
say() { mark; printf '%s %s %s %s %s\\n%s\\n' "$1" "$n" "$((r_ttl - a))" "$r_since" "$now" "$r_note"; }
`

/** Asks what the lock is, and no more; the words are those of LOCK_SCRIPT. */
export const LOOK_SCRIPT = `${LOCK_STATE}last
load "$dir/$n"
state
say "$is"
`

/** Files of earlier locks go together, once they are so many: that is a process for each few. */
const FILES_LEFT = 8

/**
 * What is done with the lock of a host, as POSIX sh. `$1` says what: `hold` (take it, or check that it is still ours) or
 * `beat`.
 *
 * Locks are files named 1, 2, 3 ... in a folder of the machine. The last one counts: its number is the fencing token, and an
 * empty one is free. Whoever makes the next number first (a hard link, complete or not there) has the lock. A number is
 * never used by two owners, so a token that is the last one proves that nobody else had the lock meanwhile. Ages are
 * measured by the time since the host's boot: a clock that is set makes no lock stale. A lock is not stale either while the
 * program that took or checked it last is still at work: its line may be gone, and its steps not. A lock that cannot be
 * extended, since the disk is full, is ours all the same: nobody else can take it on that disk. One that its owner has
 * released, and nobody has taken since, is `done` to that owner: under its token it is held again.
 */
export const LOCK_SCRIPT = `${LOCK_STATE}record() {
  printf '%s\\n%s %s %s\\n%s %s\\n%s\\n%s\\n' "$owner" "$ttl" "$boot" "$up" "$2" "$3" "$4" "$note" > "$1" || return 1
  load "$1"
  [ "$r_note" = "$note" ]
}
renew() {
  t=$dir/.$mine.$$.new
  if [ "$r_since" -eq 0 ]; then r_since=$time; fi
  if record "$t" "$1" "$2" "$r_since" && mv -f -- "$t" "$dir/$mine"; then return 0; fi
  rm -f -- "$t"
  return 1
}
ours() { [ "$n" -eq "$mine" ] && { [ -z "$r_owner" ] || [ "$r_owner" = "$owner" ]; }; }
check() {
  if ours; then
    renew "$1" "$2"
    last
    if [ "$n" -eq "$mine" ]; then age; say held; return 0; fi
    load "$dir/$n"
  fi
  state
  say lost
  return 3
}
acquire() {
  tries=0
  while tries=$((tries + 1)); [ "$tries" -le 5 ]; do
    last
    load "$dir/$n"
    state
    case $is in same|done|busy|working) say "$is"; return 2;; esac
    [ -d "$dir" ] || mkdir -p -- "$dir" || return 4
    mark
    was=$is before=$n old=$now old_note=$r_note old_owner=$r_owner
    m=$((n + 1)) t=$dir/.$((n + 1)).$$
    if ! record "$t" "$pid" "$began" "$time"; then rm -f -- "$t"; return 4; fi
    if ! ln -- "$t" "$dir/$m" 2>/dev/null; then
      if [ -e "$dir/$m" ]; then rm -f -- "$t"; continue; fi
      ln -- "$t" "$dir/$m"; rm -f -- "$t"; return 4
    fi
    last
    if [ "$n" -ne "$m" ]; then rm -f -- "$t" "$dir/$m"; continue; fi
    if [ -n "$old_owner" ]; then
      n=$before
      load "$dir/$n"
      mark
      n=$m
      if [ "$now" != "$old" ] && [ -n "$r_owner" ]; then rm -f -- "$t" "$dir/$m"; continue; fi
    fi
    set -- "$t"
    for f in "$dir"/[0-9]* "$dir"/.[0-9]*; do
      f=\${f##*/}
      case $f in
      .*) f=\${f#.}; if [ "\${f%%.*}" -lt "$m" ] 2>/dev/null; then set -- "$@" "$dir/.$f"; fi;;
      *[!0-9]*) ;;
      *) if [ "$f" -lt "$m" ]; then set -- "$@" "$dir/$f"; fi;;
      esac
    done
    if [ $# -gt ${FILES_LEFT} ]; then rm -f -- "$@"; fi
    sync -d -- "$dir/$m" "$dir" 2>/dev/null || :
    load "$dir/$m"
    age
    r_note=$old_note
    if [ "$seen" != - ] && [ "$seen" != "$old" ]; then say changed; return 6; fi
    say "$was"
    return 0
  done
  last; load "$dir/$n"; state; say busy; return 2
}
last
load "$dir/$n"
pid=0 began=-
if [ "$verb" = beat ]; then check "$r_pid" "$r_start"
else
  if start self && [ "$parent" = "$$" ] && start "$$"; then pid=$$ began=$s; fi
  if [ "$mine" -gt 0 ]; then check "$pid" "$began"; else acquire; fi
fi
`
