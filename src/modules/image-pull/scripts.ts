import { BOUNDED, POLL_SNIPPETS } from '../registry-utils/poll-snippets.ts'

/** `ctr_image NAMESPACE NAME` prints `image DIGEST` where it is there. */
const CTR_IMAGE = `
ctr_image() {
  bounded ctr -n "$1" images ls "name==$2" 2>/dev/null | while read -r ref _ digest _; do
    [ "$ref" = "$2" ] && echo "image $digest"
  done
}
`

/** The image's id and the names by which registries know it; exit 3 where dockerd does not run. $1 the name. */
export const LOOK_DOCKER = `${BOUNDED}
[ "$(systemctl is-active docker.service 2>/dev/null)" = active ] || exit 3
bounded docker image inspect -f '{{.Id}}{{range .RepoDigests}} {{.}}{{end}}' -- "$1" 2>/dev/null || :`

/** Exit 3 where containerd does not run; else the client, and the digest: $1 namespace, $2 the full name. */
export const LOOK_CONTAINERD = `${BOUNDED}${CTR_IMAGE}
[ "$(systemctl is-active containerd.service 2>/dev/null)" = active ] || exit 3
command -v crictl 2>/dev/null | sed 's|.*/||'
command -v ctr 2>/dev/null | sed 's|.*/||'
ctr_image "$1" "$2"
exit 0`

/** $1 the name, $2 anything where the log is wanted. Then what the daemon logged of its requests meanwhile. */
export const PULL_DOCKER = `${POLL_SNIPPETS}
since=$(stamp)
docker pull -- "$1" >&2 || exit 1
docker image inspect -f 'image {{.Id}}{{range .RepoDigests}} {{.}}{{end}}' -- "$1" 2>/dev/null
[ -z "$2" ] || journalctl -u docker.service --since "@$since" -o cat --no-pager 2>/dev/null |
  grep -E 'Trying to pull|fetch response received' | tail -n 200
exit 0`

/** $1 the full name, $2 the namespace, $3 anything where the log is wanted. */
export const PULL_CRICTL = `${POLL_SNIPPETS}${CTR_IMAGE}
since=$(stamp)
crictl pull "$1" >&2 || exit 1
ctr_image "$2" "$1"
[ -z "$3" ] || journalctl -u containerd.service --since "@$since" -o cat --no-pager 2>/dev/null |
  grep -F 'fetch response received' | tail -n 200
exit 0`

/**
 * $1 the full name, $2 the namespace, $3 the hosts directory, $4 anything where the log is wanted. With --local (later
 * versions have it) ctr makes the requests itself, by the same hosts directory, and logs each.
 */
export const PULL_CTR = `${BOUNDED}${CTR_IMAGE}
d=$(mktemp -d) || exit 1
trap 'rm -rf -- "$d"' EXIT
debug= local=
if [ -n "$4" ]; then
  debug=--debug
  ctr images pull --help 2>&1 | grep -q -e '--local' && local=--local
fi
ctr $debug -n "$2" images pull $local --hosts-dir "$3" "$1" >"$d/out" 2>"$d/err"
code=$?
if [ "$code" != 0 ]; then
  cat "$d/out" "$d/err" | grep -v -E 'level=debug|^DEBU' | tail -n 3 >&2
  exit 1
fi
ctr_image "$2" "$1"
cat "$d/out" "$d/err" | tr '\\r' '\\n' | grep -F 'fetch response received' | tail -n 200
exit 0`
