/** Prints sections, each begun by a line of ASCII 30 and a name: what the service managers of the host say. */
export const SERVICES_SCRIPT = `
LC_ALL=C; export LC_ALL
PATH=$PATH:/usr/sbin:/sbin
section() { printf '\\036%s\\n' "$1"; }
have() { command -v "$1" >/dev/null 2>&1; }
if have service && ! have chkconfig; then section sysv; service --status-all 2>&1 </dev/null; fi
if have rc-status && have rc-update; then
  section openrc; rc-status -a -s -m 2>&1
  section runlevels; rc-update show -v 2>&1
fi
if have systemctl && { [ -d /run/systemd/system ] || [ "$(cat /proc/1/comm 2>/dev/null)" = systemd ]; }; then
  section units; systemctl list-units --no-pager --type service --all
  section files; files=$(systemctl list-unit-files --no-pager --type service --all); printf '%s\\n' "$files"
  section states
  systemctl show --no-pager --property=Id --property=ActiveState $(
    printf '%s\\n' "$files" | sed -n 's/^\\([^ ]*[^@ ]\\.service\\) .*/\\1/p')
fi
:
`
