import { GUARD_LIBRARY } from './guard-library.ts'
import { RESTORE_FUNCTION } from './restore-script.ts'
import { DEADLINE_LIBRARY, LOCK_LIBRARY, RECORD_LIBRARY } from './shell-library.ts'

/**
 * What waits on the host: it ends when the guard is gone, and at the deadline it undoes what the guard is about. A program of
 * the controller's that is at work on the host is waited for, as long as the guard would wait, and ended then. Where its
 * folder takes no more (full, or read-only) it goes on once it does: what it did has to be told. As one brace group it is
 * read to its end before it runs.
 */
export const GUARD_PROGRAM = `{
base=$1
export HOME="\${HOME:-/root}"
${RECORD_LIBRARY}${LOCK_LIBRARY}${DEADLINE_LIBRARY}${GUARD_LIBRARY}${RESTORE_FUNCTION}
end_group() {
  held=$(readlink -- "$base/lock")
  [ -n "$held" ] && ! has_ended "$held" || return 0
  read -r line < "/proc/\${held%%.*}/stat" || return 0
  set -- \${line##*) }
  kill -KILL "-$3" 2>/dev/null
  kill -KILL "\${held%%.*}" 2>/dev/null
}
fire() {
  mv -f -- "$base/guard/armed" "$base/guard/firing" 2>/dev/null
  about=$base/guard/about
  { echo "at $(now)"; restore "$base/runs/$(field "$about" run)" "$(field "$about" host)" "$(field "$about" scope)"; } > "$base/guard/outcome.new"
  grep -q '^state ' "$base/guard/outcome.new" && save "$base/guard/outcome.new" &&
    mv -f -- "$base/guard/outcome.new" "$base/guard/outcome" &&
    mv -f -- "$base/guard/firing" "$base/guard/fired" && save "$base/guard"
}
has_room() {
  head -c 65536 /dev/zero > "$base/guard/room" && save "$base/guard/room"
  set -- $?
  rm -f -- "$base/guard/room"
  return "$1"
} 2>/dev/null
uptime_seconds
woke=$up
mine=$(ls -di -- "$base/guard")
while [ "$(ls -di -- "$base/guard" 2>/dev/null)" = "$mine" ]; do
  if [ -e "$base/guard/firing" ] || { [ -e "$base/guard/armed" ] && is_due "$base/guard"; }; then
    read -r wall since_boot seconds at < "$base/guard/deadline"
    if ! take "$base/lock" "\${seconds:-60}"; then end_group; take "$base/lock" 30; fi
    if [ "$(ls -di -- "$base/guard" 2>/dev/null)" = "$mine" ] && { [ -e "$base/guard/firing" ] || is_due "$base/guard"; }; then
      if fire; then
        end_guard inside
        drop "$base/lock"
        exit 0
      fi
      drop "$base/lock"
      sleep 2
      until has_room || [ "$(ls -di -- "$base/guard" 2>/dev/null)" != "$mine" ]; do sleep 2; done
      continue
    fi
    drop "$base/lock"
  fi
  [ -e "$base/guard/fired" ] && { end_guard inside; exit 0; }
  sleep 1
done
exit 0
}
`
