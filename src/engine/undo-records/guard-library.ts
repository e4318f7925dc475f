export const GUARD_UNIT = 'longshore-guard'

/**
 * Functions around the folder $base/guard, of which there is one. Its state is the name of a file in it: `armed`, `firing` or
 * `fired`. `start_guard` lets it wait: under systemd by a timer that a reboot does not end, elsewhere by a process of its
 * own; `end_guard` ends that.
 */
export const GUARD_LIBRARY = `
units=/etc/systemd/system
stamps=/var/lib/systemd/timers
has_systemd() { [ "$base" = /var/lib/longshore ] && [ -d /run/systemd/system ] && [ -d "$units" ]; }
state_of_guard() {
  for state in fired firing armed; do [ -e "$base/guard/$state" ] && return; done
  state=
}
tell_guard() {
  state_of_guard
  echo "guard-state $state"
  sed 's/^/guard-/' "$base/guard/about"
  read -r wall rest < "$base/guard/deadline" 2>/dev/null && echo "guard-deadline $(date -u -d "@$wall" '+%Y-%m-%dT%H:%M:%SZ')"
  [ -e "$base/guard/outcome" ] && sed 's/^/guard-outcome-/' "$base/guard/outcome"
  return 0
}
start_guard() {
  if ! has_systemd; then
    program=$base/guard/program
    if command -v setsid >/dev/null 2>&1; then setsid sh "$program" "$base" </dev/null >/dev/null 2>&1 &
    else nohup sh "$program" "$base" </dev/null >/dev/null 2>&1 & fi
    return 0
  fi
  read -r wall rest < "$base/guard/deadline"
  cat > "$units/${GUARD_UNIT}.service" <<UNIT || return 1
[Unit]
Description=Puts this host back where Longshore does not come back: $base/guard
StartLimitIntervalSec=0
[Service]
ExecStart=/bin/sh $base/guard/program $base
Restart=on-failure
RestartSec=2
KillMode=process
UNIT
  cat > "$units/${GUARD_UNIT}.timer" <<UNIT || return 1
[Unit]
Description=Deadline of Longshore's guard of this host
[Timer]
OnBootSec=1
OnCalendar=$(date -u -d "@$wall" '+%Y-%m-%d %H:%M:%S UTC')
Persistent=true
AccuracySec=1s
[Install]
WantedBy=timers.target
UNIT
  mkdir -p -- "$units/timers.target.wants" && ln -sf -- "../${GUARD_UNIT}.timer" "$units/timers.target.wants/" || return 1
  save "$units/${GUARD_UNIT}.service" "$units/${GUARD_UNIT}.timer" "$units" "$units/timers.target.wants"
  systemctl daemon-reload && systemctl restart ${GUARD_UNIT}.timer && systemctl start ${GUARD_UNIT}.service
}
end_guard() {
  if has_systemd && [ -e "$units/${GUARD_UNIT}.timer" ]; then
    systemctl stop ${GUARD_UNIT}.timer
    [ "$1" = inside ] || { systemctl kill ${GUARD_UNIT}.service; systemctl stop ${GUARD_UNIT}.service; }
    rm -f -- "$units/timers.target.wants/${GUARD_UNIT}.timer" "$units/${GUARD_UNIT}.timer" "$units/${GUARD_UNIT}.service" "$stamps/stamp-${GUARD_UNIT}.timer"
    systemctl daemon-reload
  fi 2>/dev/null
  return 0
}
remove_guard() {
  end_guard "$1"
  mv -- "$base/guard" "$base/guard.gone.$$" && rm -rf -- "$base/guard.gone.$$"
}
`
