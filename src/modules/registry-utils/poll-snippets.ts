/** How long a client of a daemon may take. */
export const CLIENT_SECONDS = 10

/** `timeout`'s exit code. */
export const TIMED_OUT = 124

/** A shell function that keeps a client of a hung daemon from hanging too, where the host has `timeout`. */
export const BOUNDED = `
bounded() { if command -v timeout >/dev/null 2>&1; then timeout -k 1 ${CLIENT_SECONDS} "$@"; else "$@"; fi; }
`

/**
 * Shell functions that several scripts begin with, `bounded` among them. `pause` sleeps a moment, `stamp` is the time
 * for `docker events` and `journalctl`, `seconds` that since the boot, by which waits are measured: no clock that is set makes
 * them shorter or longer. `unit` reads $active, $sub and $invocation of a unit, `takes_reload` says whether it runs: a reload
 * of one that hangs in its start waits in systemctl for that start, for ever. `complain` prints what the program itself
 * logged since $since, if it was more than information.
 */
export const POLL_SNIPPETS = `${BOUNDED}
pause() { sleep 0.2 2>/dev/null || sleep 1; }
stamp() {
  t=$(date +%s.%N)
  case $t in *[!0-9.]*) t=$(date +%s) ;; esac
  echo "$t"
}
seconds() {
  s=
  { read -r s rest < /proc/uptime; } 2>/dev/null || s=$(date +%s)
  echo "\${s%%.*}"
}
unit() {
  active= sub= invocation= restarts=
  while IFS='=' read -r key value; do
    case $key in
      ActiveState) active=$value ;;
      SubState) sub=$value ;;
      InvocationID) invocation=$value ;;
      NRestarts) restarts=$value ;;
    esac
  done <<UNIT
$(systemctl show "$1" -p ActiveState -p SubState -p InvocationID -p NRestarts 2>/dev/null)
UNIT
}
takes_reload() {
  unit "$1"
  case $active in active | reloading) return 0 ;; esac
  echo "$1 is $active ($sub): it takes no reload" >&2
  return 1
}
complain() {
  journalctl -u "$1" --since "@$since" -o cat --no-pager 2>/dev/null |
    grep -v -E 'level=(info|debug|warning)|^-- No entries --$|^[a-z]+\\.(service|socket): |^(Starting|Started|Stopping|Stopped|Reloading|Reloaded|Failed to start) ' |
    sed 's/^time="[^"]*" level=[a-z]* msg=//' | tail -n 4 >&2
}
`
