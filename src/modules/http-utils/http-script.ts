import { curlConfig, sendsByDefault } from './curl-config.ts'
import type { HttpRequest } from './http-request.ts'
import { PYTHON_CLIENT } from './python-client.ts'

/** What `http_do` takes, as the first arguments of a script. None of it reaches an argv on the host. */
export function httpWords(request: HttpRequest): readonly string[] {
  const { body, ...rest } = request
  const text = body === undefined ? '' : body.kind === 'file' ? body.path : body.bytes.toString('base64')
  const json = JSON.stringify({ ...rest, hasBody: body !== undefined })
  const unpack = request.decompress ? 'unpack' : ''
  const [first, ...again] = curlConfigs(request)
  return [body?.kind ?? '', text, first, json, PYTHON_CLIENT, unpack, request.unixSocket ?? '', ...again]
}

/** The request, and what follows a redirect of it: one that changes the method, and one that keeps it. Empty: curl follows. */
function curlConfigs(request: HttpRequest): readonly [string, string, string] {
  const curlFollows = request.unredirected.length === 0 && sendsByDefault(request)
  if (!request.followRedirects || curlFollows) return [curlConfig(request), '', '']
  const headers = request.headers.filter(([name]) => !request.unredirected.includes(name.toLowerCase()))
  const same = { ...request, url: '', headers }
  const method = request.method === 'HEAD' ? 'HEAD' : 'GET'
  const changed = curlConfig({ ...same, method, body: undefined })
  return [curlConfig({ ...request, followRedirects: false }), changed, curlConfig(same)]
}

/** How many words `httpWords` gives. */
export const HTTP_WORDS = 9

/** Exit code of `http_do` on a host that has no client, and where the body cannot be read there. */
export const NO_CLIENT = 90
export const BODY_UNREADABLE = 91

/**
 * Defines `http_take`, which takes the words of `httpWords`, and `http_do`: makes one request with curl or else python3, and
 * leaves `body`, `headers` and `meta` (status, number of redirects, seconds, URL) in the folder $http, which is the user's alone
 * and is gone when the script ends. Gives the client's exit code; `http_tell CODE` writes all but the body, for `readHttpAnswer`.
 */
export const HTTP_FUNCTIONS = `
http=$(mktemp -d) || exit 1
trap 'rm -rf -- "$http"' EXIT
http_client=
http_take() {
  http_kind=$1 http_sent=$2 http_config=$3 http_json=$4 http_python=$5 http_packed=$6 http_socket=$7 http_moved=$8 http_kept=$9
}
http_do() {
  : >"$http/headers"; : >"$http/body"; : >"$http/meta"; : >"$http/err"
  case $http_kind in
  bytes) printf '%s' "$http_sent" | base64 -d >"$http/sent" || return 1 ;;
  file) http_from=$http_sent
    case $http_from in '~/'*) http_from=$HOME/\${http_from#'~/'} ;; esac
    cat -- "$http_from" >"$http/sent" 2>"$http/err" || return ${BODY_UNREADABLE} ;;
  esac
  if command -v curl >/dev/null 2>&1; then
    http_client=curl
    printf '%s' "$http_config" | http_curl '%{redirect_url}'
    http_code=$?
    http_follow
  elif command -v python3 >/dev/null 2>&1; then
    http_client=python3
    printf '%s' "$http_json" | python3 -c "$http_python" "$http" 2>"$http/err"
    http_code=$?
  else return ${NO_CLIENT}
  fi
  http_unpack
  return "$http_code"
}
http_curl() {
  (cd "$http" && exec curl -q -sS -K - -D headers -o body \\
    -w "$1"'\\n%{http_code} %{num_redirects} %{time_total} %{url_effective}' >said 2>err)
  http_code=$?
  printf '%s' "$(sed -n 2p "$http/said")" >"$http/meta"
  return "$http_code"
}
http_follow() {
  [ "$http_code" = 0 ] && [ -n "$http_moved" ] || return
  http_to=$(sed -n 1p "$http/said")
  [ -n "$http_to" ] || return
  case $(cat "$http/meta") in
  301*) case $http_json in *'"method":"POST"'*) http_next=$http_moved ;; *) http_next=$http_kept ;; esac ;;
  30[23]*) http_next=$http_moved ;;
  30[78]*) http_next=$http_kept ;;
  *) return ;;
  esac
  printf '%s\\nurl = "%s"\\n' "$http_next" "$http_to" | http_curl ''
  http_code=$?
  read -r http_status http_moves http_others <"$http/meta" || :
  printf '%s' "$http_status $((http_moves + 1)) $http_others" >"$http/meta"
}
http_unpack() {
  [ -n "$http_packed" ] && [ "$http_client" = curl ] && grep -qi '^content-encoding: *gzip' "$http/headers" && command -v gzip >/dev/null || return
  if gzip -dc <"$http/body" >"$http/unpacked" 2>/dev/null; then mv -f "$http/unpacked" "$http/body"; fi
}
http_tell() {
  printf '%s|%s\\n' "$1" "$http_client"
  cat -- "$http/meta"; echo
  if grep -q '^curl: (' "$http/err" 2>/dev/null; then sed -n '/^curl: (/{p;q;}' "$http/err"; else tail -n 1 "$http/err" | tr -d '\\n'; echo; fi
  echo "$http/body"
  if [ -z "$http_socket" ] || [ -e "$http_socket" ]; then echo; else echo nosocket; fi
  wc -c <"$http/headers"
  cat -- "$http/headers"
}
`
