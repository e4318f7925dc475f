import { POLL_SNIPPETS } from '../registry-utils/poll-snippets.ts'
import { RESTART_ONE } from '../registry-ca/scripts.ts'

/** The way back, once the old file is in place: as RESTART_UNITS, for the units that are no longer the process they were. */
export const RESTART_UNITS_BACK = `${RESTART_ONE}
limit=$1
shift
while [ $# -gt 1 ]; do
  unit "$1"
  if [ "$invocation" != "$2" ] || [ "$active" != active ]; then restart_one "$1" "$invocation" || exit 1; fi
  shift 2
done`

/** $1 a unit that reads its registries anew on SIGHUP, $2 its invocation: it must go on as the same process. */
export const RELOAD_UNIT = `${POLL_SNIPPETS}
since=$(stamp)
takes_reload "$1" && bounded systemctl reload "$1" || exit 1
for _ in 1 2 3 4 5; do pause; done
unit "$1"
if [ "$active" = active ] && [ "$invocation" = "$2" ]; then
  journalctl -u "$1" --since "@$since" -o cat --no-pager 2>/dev/null | grep -i -E 'level=(error|fatal).*(regist|reload)' >&2 && exit 1
  exit 0
fi
complain "$1"
echo "$1 is $active ($sub) after its reload" >&2
exit 1`

/** Registries that podman must know, by name: podman info reads every file, and fails where one is broken. */
export const ASK_PODMAN = `
said=$(podman info --format '{{json .Registries}}') || exit 1
for name in "$@"; do
  case $said in *"\\"$name\\""*) ;; *) echo "podman does not know $name: $said" >&2; exit 1 ;; esac
done`
