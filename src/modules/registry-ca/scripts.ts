import { DAEMON_PROXIES } from '../registry-utils/daemon-proxies.ts'
import { POLL_SNIPPETS } from '../registry-utils/poll-snippets.ts'

/** $1 the program that takes the system store's files in. */
export const UPDATE_STORE = `
PATH=$PATH:/usr/sbin:/sbin
"$1" >&2`

/** `restart_one UNIT INVOCATION`: restarts a unit and sees, within $limit seconds, that it runs as a new process that stays. */
export const RESTART_ONE = `${POLL_SNIPPETS}
restart_one() {
  since=$(stamp)
  deadline=$(($(seconds) + limit))
  systemctl reset-failed "$1" docker.socket 2>/dev/null
  systemctl --no-block restart "$1" || return 1
  steady=
  while :; do
    unit "$1"
    if [ "$active" = failed ] || [ "$sub" = auto-restart ]; then break; fi
    if [ "$active" = active ] && [ "$invocation" != "$2" ]; then
      now=$(seconds)
      : "\${steady:=$now}"
      [ $((now - steady)) -ge 2 ] && return 0
    else steady=; fi
    [ "$(seconds)" -ge "$deadline" ] && break
    pause
  done
  complain "$1"
  echo "$1 is $active ($sub) after its restart" >&2
  return 1
}
`

/**
 * Restarts units: $1 seconds, then for each unit its name and the invocation before. Start limits are cleared first.
 */
export const RESTART_UNITS = `${RESTART_ONE}
limit=$1
shift
while [ $# -gt 1 ]; do
  restart_one "$1" "$2" || exit 1
  shift 2
done`

/**
 * By dockerd's proxies. $1 the registry, $2 the authority or nothing, $3 and $4 certificate and key or nothing. curl trusts $2 alone: the
 * system's own folder of certificates is replaced by an empty one. Any answer to /v2/ counts, since credentials are
 * another matter; only a TLS that fails or nothing that answers does not.
 */
export const HANDSHAKE = `${DAEMON_PROXIES}
take_proxies docker.service
command -v curl >/dev/null 2>&1 || { echo "there is no curl on this host to try it with" >&2; exit 1; }
empty=$(mktemp -d) || exit 1
trap 'rmdir -- "$empty"' EXIT
url="https://$1/v2/"
set -- "$2" "$3" "$4"
authority=$1 certificate=$2 key=$3
set --
[ -z "$authority" ] || set -- --cacert "$authority" --capath "$empty"
[ -z "$certificate" ] || set -- "$@" --cert "$certificate" --key "$key"
said=$(curl -q -sS -o /dev/null --connect-timeout 10 --max-time 20 "$@" -- "$url" 2>&1) && exit 0
printf '%s\\n' "$said" | head -n 1 >&2
exit 1`
