import { POLL_SNIPPETS } from '../registry-utils/poll-snippets.ts'

/**
 * What dockerd says that it uses, one fact a line, sorted: `renderEffective` writes the same text for what is wanted, so
 * that sh can compare them without a JSON reader.
 */
const EFFECTIVE = `
effective() {
  bounded docker info --format '{{range $i, $m := .RegistryConfig.Mirrors}}mirror {{$i}} {{json $m}}{{println}}{{end}}{{range .RegistryConfig.InsecureRegistryCIDRs}}insecure {{json .}}{{println}}{{end}}{{range $n, $c := .RegistryConfig.IndexConfigs}}{{if not $c.Secure}}insecure {{json $n}}{{println}}{{end}}{{end}}{{range .Labels}}label {{json .}}{{println}}{{end}}live-restore {{json .LiveRestoreEnabled}}{{println}}debug {{json .Debug}}' 2>/dev/null |
    grep . | LC_ALL=C sort -u
}
differs() {
  echo "dockerd says:" $1 >&2
  echo "wanted:" $2 >&2
}
`

/** Lets the host's own dockerd check a candidate, which is gone afterwards. */
export const VALIDATE = `
PATH=$PATH:/usr/sbin:/sbin:/usr/local/sbin
umask 077
f=\${TMPDIR:-/tmp}/$ls_unused
trap 'rm -f -- "$f"' EXIT
trap 'exit 1' HUP INT TERM
set -C
ls_content >"$f" || exit 1
set +C
dockerd --validate --config-file "$f" "$@" >&2`

const EVENT = `
reload_event() {
  bounded docker events --since "$since" --until "$(stamp)" --filter type=daemon --filter event=reload --format '{{index .Actor.Attributes "max-concurrent-downloads"}} {{index .Actor.Attributes "max-concurrent-uploads"}} {{index .Actor.Attributes "max-download-attempts"}}' 2>/dev/null | tail -n 1
}
`

/**
 * $1 what dockerd must say, $2 seconds, $3 the limits that its reload event must show, or nothing. Reloads and waits for
 * both: the event comes only after success, and `systemctl reload` succeeds whatever becomes of it. It never waits in
 * systemctl, as RESTART does not.
 */
const RELOAD_AND_PROVE = `
reload_and_prove() {
  since=$(stamp)
  deadline=$(($(seconds) + $2))
  takes_reload docker.service && systemctl --no-block reload docker.service || return 1
  while :; do
    event=$(reload_event)
    if [ -n "$event" ]; then
      seen=$(effective)
      if [ "$seen" = "$1" ] && { [ -z "$3" ] || [ "$event" = "$3" ]; }; then return 0; fi
      differs "$seen limits $event" "$1 limits \${3:-any}"
      return 1
    fi
    if journalctl -u docker.service --since "@$since" -o cat --no-pager 2>/dev/null | grep -q -i -E 'error (reloading|reconfiguring)|unable to configure the docker daemon'; then
      complain docker.service
      return 1
    fi
    [ "$(seconds)" -ge "$deadline" ] && break
    pause
  done
  echo "no reload event within $2 seconds" >&2
  complain docker.service
  return 1
}
`

export const RELOAD = `${POLL_SNIPPETS}${EFFECTIVE}${EVENT}${RELOAD_AND_PROVE}
reload_and_prove "$1" "$2" "$3"`

/** Three starts a minute are all that the unit allows, ours among them: the next one would be refused with dockerd down. */
const CLEAR_LIMIT = 'systemctl reset-failed docker.service docker.socket 2>/dev/null'

/** Waits until a new dockerd says $1; $3 is the invocation that it replaces. Ends early when the unit gives up. */
const AWAIT_START = `
await_start() {
  while :; do
    unit docker.service
    if [ "$active" = failed ] || [ "$sub" = auto-restart ]; then
      echo "docker.service does not start ($active, $sub)" >&2
      complain docker.service
      return 1
    fi
    if [ "$active" = active ] && [ "$invocation" != "$3" ]; then
      seen=$(effective)
      [ "$seen" = "$1" ] && return 0
    fi
    [ "$(seconds)" -ge "$deadline" ] && break
    pause
  done
  [ -n "\${seen:-}" ] && differs "$seen" "$1"
  echo "docker.service is $active ($sub) after $2 seconds" >&2
  complain docker.service
  return 1
}
`

/** $1 what dockerd must say, $2 seconds, $3 the invocation before. Never waits in systemctl: the unit has no start timeout. */
export const RESTART = `${POLL_SNIPPETS}${EFFECTIVE}${AWAIT_START}
since=$(stamp)
deadline=$(($(seconds) + $2))
${CLEAR_LIMIT}
systemctl --no-block restart docker.service || exit 1
await_start "$1" "$2" "$3"`

/** Another dockerd in the place of the one that is there now. */
const RESTART_NOW = `
restart_now() {
  unit docker.service
  systemctl --no-block restart docker.service || return 1
  await_start "$1" "$2" "$invocation"
}
`

/** What ways back begin with: $2 seconds from now, and the unit as it is. */
const BACK = `${POLL_SNIPPETS}${EFFECTIVE}${AWAIT_START}${RESTART_NOW}
since=$(stamp)
deadline=$(($(seconds) + $2))
unit docker.service`

/**
 * The way back from a restart, once the old file is in place: $1 to $3 as for RESTART, $4 whether dockerd ran before.
 * Nothing to do where the invocation is still the old one.
 */
export const RESTART_BACK = `${BACK}
[ "$invocation" = "$3" ] && { [ "$active" = active ] || [ "$4" != active ]; } && exit 0
${CLEAR_LIMIT}
if [ "$4" != active ]; then
  systemctl stop docker.service
  exit
fi
restart_now "$1" "$2"`

/**
 * What is left to do after the way back from a reload, once the old file is in place: $1 to $3 as for RESTART. Nothing where
 * dockerd has gone on, or says what it said. One that was started meanwhile, as by a boot, may have read the new file before.
 */
export const SETTLE_BACK = `${BACK}
[ "$invocation" = "$3" ] && exit 0
[ "$active" = active ] && [ "$(effective)" = "$1" ] && exit 0
${CLEAR_LIMIT}
restart_now "$1" "$2"`

/**
 * The way back from a reload: $1 to $3 as for RELOAD, $4 the time when the facts were seen. Nothing to do where dockerd
 * has taken no reload since then and says what it said: the change never reached it. A dockerd that the reload killed is
 * started.
 */
export const RELOAD_BACK = `${POLL_SNIPPETS}${EFFECTIVE}${EVENT}${RELOAD_AND_PROVE}${AWAIT_START}
if [ "$(systemctl is-active docker.service 2>/dev/null)" = active ]; then
  since=$4
  [ -z "$(reload_event)" ] && [ "$(effective)" = "$1" ] && exit 0
  reload_and_prove "$1" "$2" "$3"
  exit
fi
since=$(stamp)
deadline=$(($(seconds) + $2))
${CLEAR_LIMIT}
systemctl --no-block start docker.service || exit 1
await_start "$1" "$2" ""`
