import { curlConfig } from './curl-config.ts'
import type { HttpRequest } from './http-request.ts'
import { PYTHON_CLIENT } from './python-client.ts'

/** What `http_do` takes, as the first arguments of a script. None of it reaches an argv on the host. */
export function httpWords(request: HttpRequest): readonly string[] {
  const { body, ...rest } = request
  const text = body === undefined ? '' : body.kind === 'file' ? body.path : body.bytes.toString('base64')
  const json = JSON.stringify({ ...rest, hasBody: body !== undefined })
  return [body?.kind ?? '', text, curlConfig(request), json, PYTHON_CLIENT, request.decompress ? 'unpack' : '']
}

/** How many words `httpWords` gives. */
export const HTTP_WORDS = 6

/** Exit code of `http_do` on a host that has no client, and where the body cannot be read there. */
export const NO_CLIENT = 90
export const BODY_UNREADABLE = 91

/**
 * Defines `http_do KIND BODY CONFIG JSON PYTHON UNPACK`: makes one request with curl or else python3, and leaves `body`,
 * `headers` and `meta` (status, number of redirects, seconds, URL) in the folder $http, which is the user's alone and is gone when
 * the script ends. Gives the client's exit code; `http_tell CODE` writes all but the body, for `readHttpAnswer`.
 */
export const HTTP_FUNCTIONS = `
http=$(mktemp -d) || exit 1
trap 'rm -rf -- "$http"' EXIT
http_packed= http_client=
http_do() {
  http_packed=$6
  : >"$http/headers"; : >"$http/body"; : >"$http/meta"; : >"$http/err"
  case $1 in
  bytes) printf '%s' "$2" | base64 -d >"$http/sent" || return 1 ;;
  file) http_from=$2
    case $2 in '~/'*) http_from=$HOME/\${2#'~/'} ;; esac
    cat -- "$http_from" >"$http/sent" 2>"$http/err" || return ${BODY_UNREADABLE} ;;
  esac
  if command -v curl >/dev/null 2>&1; then
    http_client=curl
    printf '%s' "$3" | (cd "$http" && exec curl -q -sS -K - -D headers -o body \\
      -w '%{http_code} %{num_redirects} %{time_total} %{url_effective}' >meta 2>err)
  elif command -v python3 >/dev/null 2>&1; then
    http_client=python3
    printf '%s' "$4" | python3 -c "$5" "$http" 2>"$http/err"
  else return ${NO_CLIENT}
  fi
  http_code=$?
  http_unpack
  return "$http_code"
}
http_unpack() {
  [ -n "$http_packed" ] && [ "$http_client" = curl ] && grep -qi '^content-encoding: *gzip' "$http/headers" && command -v gzip >/dev/null || return
  if gzip -dc <"$http/body" >"$http/unpacked" 2>/dev/null; then mv -f "$http/unpacked" "$http/body"; fi
}
http_tell() {
  printf '%s|%s\\n' "$1" "$http_client"
  cat -- "$http/meta"; echo
  tail -n 1 -- "$http/err" | tr -d '\\n'; echo
  wc -c <"$http/headers"
  cat -- "$http/headers"
}
`
