/** Exit codes of the script, apart from 0: it came true. */
export const WAIT_EXIT = { timedOut: 61, noWay: 62, broke: 63 } as const

/**
 * $1 what (port, path, drained, time), $2 state, $3 host, $4 port, $5 path, $6 regex, $7 timeout, $8 delay, $9 sleep,
 * ${10} seconds for one connection, ${11} states that count as connected (hex of /proc/net/tcp), ${12} addresses that do
 * not, ${13} the regex for a grep without -P. Neither is in an argv. A listener of this host is found in /proc/net/tcp; any other needs bash, nc or curl. The first line of the output
 * is the seconds that passed, the second what stat says of the path, then comes what the regular expression matched.
 */
export const WAIT_SCRIPT = `
what=$1 state=$2 host=$3 port=$4 path=$5 regex=$6 timeout=$7 delay=$8 sleep=$9
shift 9
attempt=$1 states=$2 excluded=$3 plain=$4
flavour=-E
if [ -n "$regex" ] && echo x | grep -qP x 2>/dev/null; then flavour=-P; else regex=$plain; fi
now() { date +%s; }
began=$(now)
attributes() { [ -n "$path" ] && stat -L -c '%a|%u|%g|%U|%G|%s|%F' -- "$path" 2>/dev/null || echo; }
finish() { echo "$(($(now) - began))"; attributes; [ -z "$found" ] || printf '%s\\n' "$found"; exit "$1"; }
found=
case $path in '~/'*) path=$HOME/\${path#'~/'} ;; esac
hex=$(printf '%04X' "\${port:-0}")
listens() {
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v port="$hex" '
    { n = split($2, at, ":"); if ($4 == "0A" && at[n] == port && (at[1] ~ /^0+$/ || at[1] ~ /7F$/ || at[1] ~ /01000000$/)) found = 1 }
    END { exit !found }'
}
says() {
  command -v bash >/dev/null 2>&1 && command -v timeout >/dev/null 2>&1 || finish ${WAIT_EXIT.noWay}
  found=$(WANTED=$regex timeout "$attempt" bash -c \
    'exec 3<>"/dev/tcp/$0/$1" && exec grep -a -m 1 "$2" -f <(printf "%s\\n" "$WANTED") <&3' \
    "$host" "$port" "$flavour" 2>/dev/null)
  [ -n "$found" ]
}
connects() {
  [ -z "$regex" ] || { says; return; }
  case $host in 127.*|localhost|::1) if [ -r /proc/net/tcp ]; then listens; return; fi ;; esac
  if command -v bash >/dev/null 2>&1; then
    limit=; if command -v timeout >/dev/null 2>&1; then limit="timeout $attempt"; fi
    $limit bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$host" "$port" 2>/dev/null
  elif command -v nc >/dev/null 2>&1; then nc -z -w "$attempt" "$host" "$port" >/dev/null 2>&1
  elif command -v curl >/dev/null 2>&1; then
    curl -s -o /dev/null --connect-timeout "$attempt" --max-time "$attempt" "telnet://$host:$port" </dev/null
    case $? in 0|28|52|56) return 0 ;; *) return 1 ;; esac
  else finish ${WAIT_EXIT.noWay}; fi
}
connected() {
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v port="$hex" -v states="$states" -v excluded="$excluded" '
    BEGIN { split(states, s, " "); for (i in s) counts[s[i]] = 1; split(excluded, e, " "); for (i in e) out[e[i]] = 1 }
    { n = split($2, at, ":"); m = split($3, from, ":")
      if (at[n] == port && ($4 in counts) && !(from[1] in out)) found = 1 }
    END { exit !found }'
}
there() {
  [ -e "$path" ] || return 1
  [ -n "$regex" ] || return 0
  found=$(printf '%s\\n' "$regex" | grep -a -m 1 "$flavour" -f - -- "$path" 2>&1)
  case $? in 0) return 0 ;; 1) found=; return 1 ;; *) printf '%s\\n' "$found" >&2; exit ${WAIT_EXIT.broke} ;; esac
}
come_true() {
  case $what$state in
  time*) return 1 ;;
  drained*) if connected; then return 1; fi ;;
  portabsent|portstopped) if connects; then return 1; fi ;;
  port*) connects ;;
  pathabsent|pathstopped) if there; then return 1; fi ;;
  path*) there ;;
  esac
}
if [ "$delay" -gt 0 ]; then sleep "$delay"; fi
until come_true; do
  left=$((timeout - $(now) + began))
  if [ "$left" -le 0 ]; then [ "$what" = time ] && finish 0; finish ${WAIT_EXIT.timedOut}; fi
  nap=$sleep; [ "$nap" -gt 0 ] || nap=1
  [ "$nap" -le "$left" ] || nap=$left
  sleep "$nap"
done
finish 0
`
