/**
 * Defines `take_proxies UNIT`: exports the proxies that a daemon of systemd uses, as its requests would. From the running
 * process, else from the unit's Environment and EnvironmentFiles; `proxies` of daemon.json wins over both for dockerd
 * (moby daemon/command, configureProxyEnv). What the caller's own environment says does not count. In small letters, which
 * curl and wget both read.
 */
export const DAEMON_PROXIES = `
proxy_line() {
  case $1 in
    [Hh][Tt][Tt][Pp]_[Pp][Rr][Oo][Xx][Yy]=*) http_proxy=\${1#*=}; export http_proxy ;;
    [Hh][Tt][Tt][Pp][Ss]_[Pp][Rr][Oo][Xx][Yy]=*) https_proxy=\${1#*=}; export https_proxy ;;
    [Nn][Oo]_[Pp][Rr][Oo][Xx][Yy]=*) no_proxy=\${1#*=}; export no_proxy ;;
  esac
}
proxy_sources() {
  pid=$(systemctl show "$1" -p MainPID --value 2>/dev/null)
  if [ "\${pid:-0}" != 0 ] && [ -r "/proc/$pid/environ" ]; then
    tr '\\0' '\\n' <"/proc/$pid/environ"
  else
    systemctl show "$1" -p Environment --value 2>/dev/null | tr ' ' '\\n'
    systemctl show "$1" -p EnvironmentFiles 2>/dev/null | while IFS= read -r line; do
      f=\${line#EnvironmentFiles=}
      f=\${f%% (ignore_errors=*}
      [ -r "$f" ] && sed -e 's/^[[:space:]]*//' -e 's/="\\(.*\\)"$/=\\1/' -- "$f"
    done
  fi
  [ "$1" = docker.service ] && [ -r /etc/docker/daemon.json ] || return 0
  for name in http https no; do
    tr '\\n' ' ' </etc/docker/daemon.json |
      sed -n 's|.*"'"$name"'-proxy" *: *"\\([^"]*\\)".*|'"$name"'_proxy=\\1|p'
  done
}
take_proxies() {
  unset http_proxy https_proxy no_proxy all_proxy HTTPS_PROXY HTTP_PROXY NO_PROXY ALL_PROXY
  while IFS= read -r line; do proxy_line "$line"; done <<PROXIES
$(proxy_sources "$1")
PROXIES
}
`
