import { POLL_SNIPPETS } from '../registry-utils/poll-snippets.ts'

/** The rows of the CRI plugin, `type id status`, sorted: what `ctr plugins ls` says without its widths and platforms. */
export const CRI_ROWS = `
cri_rows() {
  bounded ctr plugins ls 2>/dev/null | while read -r type id _ status _; do
    case "$type $id" in "io.containerd.grpc.v1 cri" | "io.containerd.cri.v1 "*) echo "$type $id $status" ;; esac
  done | LC_ALL=C sort
}
`

export const CRI_STATE = `${POLL_SNIPPETS}${CRI_ROWS}
[ "$(systemctl is-active containerd.service 2>/dev/null)" = active ] || exit 0
cri_rows`

/**
 * stdin the candidate, $1 a folder for it (beside the real file where imports are relative), $2 the config_path that
 * must come out of it or nothing. \`containerd config dump\` merges imports and checks syntax; it does not run plugins.
 */
export const CHECK_CANDIDATE = `
umask 077
c=$1/$ls_unused
trap 'rm -f -- "$c"' EXIT
trap 'exit 1' HUP INT TERM
set -C
ls_content >"$c" || exit 1
set +C
dump=$(containerd --config "$c" config dump) || exit 1
[ -n "$2" ] || exit 0
printf '%s\\n' "$dump" | grep -F config_path | grep -q -F -e "\\"$2\\"" -e "'$2'" && exit 0
echo "config_path = $2 does not come out of it: an imported file sets another, or the section is not read" >&2
exit 1`

/** Rows that must be ok ($1), seconds ($2), the invocation before ($3), \`docker\` where dockerd has to run ($4). */
const AWAIT = `
missing_row() {
  printf '%s\\n' "$1" | while IFS= read -r row; do
    [ -z "$row" ] && continue
    printf '%s\\n' "$rows" | grep -qxF -- "$row" || { echo "$row"; break; }
  done
}
await_containerd() {
  steady=
  while :; do
    unit containerd.service
    if [ "$active" = failed ] || [ "$sub" = auto-restart ]; then
      echo "containerd.service does not start ($active, $sub)" >&2
      complain containerd.service
      return 1
    fi
    if [ "$active" = active ] && [ "$invocation" != "$3" ]; then
      rows=$(cri_rows)
      missing=$(missing_row "$1")
      if [ -n "$missing" ] && [ -n "$rows" ]; then
        echo "the CRI plugin is not ok: wanted" $missing "and found" $rows >&2
        complain containerd.service
        return 1
      fi
      if [ -z "$missing" ] && { [ "$4" != docker ] || [ "$(systemctl is-active docker.service)" = active ]; }; then
        now=$(seconds)
        : "\${steady:=$now $restarts}"
        [ "\${steady#* }" = "$restarts" ] || { echo "containerd.service keeps restarting" >&2; return 1; }
        [ $((now - \${steady%% *})) -ge 2 ] && return 0
      fi
    fi
    [ "$(seconds)" -ge "$deadline" ] && break
    pause
  done
  echo "containerd.service is $active ($sub) after $2 seconds" >&2
  [ "$4" = docker ] && echo "docker.service is $(systemctl is-active docker.service)" >&2
  complain containerd.service
  return 1
}
`

/** There is no reload: SIGHUP ends containerd. Start limits are cleared, since dockerd may start along. */
export const RESTART = `${POLL_SNIPPETS}${CRI_ROWS}${AWAIT}
since=$(stamp)
deadline=$(($(seconds) + $2))
systemctl reset-failed containerd.service docker.service docker.socket 2>/dev/null
systemctl --no-block restart containerd.service || exit 1
await_containerd "$1" "$2" "$3" "$4"`

/** The way back, once the old file is in place: as RESTART, $5 whether containerd ran before. */
export const RESTART_BACK = `${POLL_SNIPPETS}${CRI_ROWS}${AWAIT}
since=$(stamp)
deadline=$(($(seconds) + $2))
unit containerd.service
[ "$invocation" = "$3" ] && { [ "$active" = active ] || [ "$5" != active ]; } && exit 0
systemctl reset-failed containerd.service docker.service docker.socket 2>/dev/null
if [ "$5" != active ]; then
  systemctl stop containerd.service
  exit
fi
systemctl --no-block restart containerd.service || exit 1
[ "$4" = docker ] && systemctl --no-block start docker.service
await_containerd "$1" "$2" "$invocation" "$4"`
