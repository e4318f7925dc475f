import { NO_CLIENT } from '../http-utils/http-script.ts'
import { DAEMON_PROXIES } from './daemon-proxies.ts'

/**
 * $1 the unit whose proxies count, $2 a curl config without URL, $3 a file of authorities or nothing, $4 the URL of /v2/,
 * $5 that of a manifest or nothing, $6 the repository, $7 user:password as base64 or nothing, then folders of certificates.
 * Asks for /v2/, shows the credential as it is wanted (Basic, or a token of the realm that a Bearer challenge names), then
 * asks for the manifest. A line for each request; nothing is sent twice that was refused.
 */
export const TALK = `${DAEMON_PROXIES}
command -v curl >/dev/null 2>&1 || exit ${NO_CLIENT}
d=$(mktemp -d) || exit 1
trap 'rm -rf -- "$d"' EXIT
unit=$1 base=$2 authorities=$3 api=$4 manifest=$5 repository=$6 credential=$7
shift 7
take_proxies "$unit"
[ -z "$http_proxy" ] || echo "proxy|http_proxy=$http_proxy"
[ -z "$https_proxy" ] || echo "proxy|https_proxy=$https_proxy"
[ -z "$no_proxy" ] || echo "proxy|no_proxy=$no_proxy"
pair=
: >"$d/own"
[ -z "$authorities" ] || cat -- "$authorities" >>"$d/own" || exit 1
for folder in "$@"; do
  for f in "$folder"/*.crt; do [ -r "$f" ] && cat -- "$f" >>"$d/own"; done
  for f in "$folder"/*.cert; do [ -r "$f" ] && [ -z "$pair" ] && pair=\${f%.cert}; done
done
if [ -s "$d/own" ]; then
  for f in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem; do
    [ -r "$f" ] && cat -- "$f" >>"$d/own" && break
  done
  base="$base
cacert = \\"$d/own\\""
fi
[ -z "$pair" ] || base="$base
cert = \\"$pair.cert\\"
key = \\"$pair.key\\""
plain() { printf '%s' "$1" | tr -d '"\\\\\\r\\n'; }
challenge() { sed -n 's/^[Ww][Ww][Ww]-[Aa]uthenticate: *//p' "$d/headers" | tr -d '\\r' | head -n 1; }
field() { challenge | sed -n 's/.*[ ,]'"$1"'="\\([^"]*\\)".*/\\1/p'; }
status=
ask() {
  : >"$d/headers"; : >"$d/body"
  seen=$(printf '%s\\nurl = "%s"\\n%s\\n%s\\n' "$base" "$(plain "$2")" "$3" "$4" | curl -q -sS -K - -D "$d/headers" -o "$d/body" \\
    -w '%{http_code}|%{time_namelookup}|%{time_connect}|%{time_appconnect}|%{time_starttransfer}|%{remote_ip}' 2>"$d/err")
  code=$?
  status=\${seen%%|*}
  if [ "$code" = 0 ]; then said=$(challenge); else said=$(head -n 1 "$d/err"); fi
  printf 'exchange|%s|%s|%s|%s\\n' "$1" "$code" "$seen" "$said"
  return "$code"
}
bearer() {
  shown=
  [ -z "$credential" ] || shown="header = \\"Authorization: Basic $credential\\""
  realm=$(field realm)
  case $realm in *\\?*) join='&' ;; *) join='?' ;; esac
  service=$(field service | sed 's/ /%20/g')
  scope=$(field scope)
  [ -n "$2" ] && [ -n "$repository" ] && scope="repository:$repository:pull"
  ask "$1" "$realm\${join}service=$service\${scope:+&scope=$scope}" "$shown" || return 1
  [ "$status" = 200 ] || return 1
  token=$(tr -d '\\n' <"$d/body" | sed -n 's/.*"\\(access_\\)\\{0,1\\}token" *: *"\\([^"]*\\)".*/\\2/p')
  proof="header = \\"Authorization: Bearer $(plain "$token")\\""
}
proof=
ask api "$api" || exit 0
if [ "$status" = 401 ]; then
  case $(challenge) in
    [Bb][Ee][Aa][Rr][Ee][Rr]*)
      if [ -n "$credential" ]; then bearer token "" || exit 0; ask api-again "$api" "$proof"; [ "$status" = 200 ] || exit 0; proof=; fi ;;
    *)
      if [ -n "$credential" ]; then
        proof="header = \\"Authorization: Basic $credential\\""
        ask api-again "$api" "$proof"
        [ "$status" = 200 ] || exit 0
      fi ;;
  esac
fi
[ -n "$manifest" ] || exit 0
ask manifest "$manifest" "$proof" head || exit 0
if [ "$status" = 401 ]; then
  case $(challenge) in
    [Bb][Ee][Aa][Rr][Ee][Rr]*) bearer manifest-token scoped && ask manifest-again "$manifest" "$proof" head ;;
  esac
fi
[ "$status" = 200 ] && sed -n 's/^[Dd]ocker-[Cc]ontent-[Dd]igest: */digest|/p' "$d/headers" | tr -d '\\r'
exit 0`
