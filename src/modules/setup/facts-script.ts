/** Prints sections, each begun by a line of ASCII 30 and a name. Every part may be missing on a host. */
export const FACTS_SCRIPT = `
LC_ALL=C; export LC_ALL
section() { printf '\\036%s\\n' "$1"; }
have() { command -v "$1" >/dev/null 2>&1; }
PATH=$PATH:/usr/sbin:/sbin
section uname; uname -s; uname -r; uname -v; uname -m; uname -n
section fqdn; hostname -f 2>/dev/null
section os_release; cat /etc/os-release 2>/dev/null || cat /usr/lib/os-release 2>/dev/null
section debian_version; cat /etc/debian_version 2>/dev/null
section cpu; cat /proc/cpuinfo 2>/dev/null
section nproc; nproc 2>/dev/null || getconf _NPROCESSORS_ONLN
section memory; cat /proc/meminfo 2>/dev/null
section uptime; cat /proc/uptime 2>/dev/null
section interfaces; ls /sys/class/net 2>/dev/null
section addresses; have ip && ip -o addr show 2>/dev/null
section links; have ip && ip -o link show 2>/dev/null
section route4; have ip && ip -4 route get 1.1.1.1 2>/dev/null
section route6; have ip && ip -6 route get 2404:6800:400a:800::1012 2>/dev/null
section mounts; cat /proc/mounts 2>/dev/null
section space; df -P -k 2>/dev/null
section user; id -u; id -g; id -un 2>/dev/null || echo; printf '%s\\n' "$HOME"; printf '%s\\n' "\${SHELL:-/bin/sh}"
section date; date '+%s|%Y|%m|%d|%H|%M|%S|%Z|%z|%A|%u|%W'
section init; cat /proc/1/comm 2>/dev/null; if [ -d /run/systemd/system ]; then echo booted; fi
section packages
for manager in apt dnf yum zypper apk pacman; do if have "$manager"; then echo "$manager"; break; fi; done
section virtualization
if have systemd-detect-virt; then systemd-detect-virt; elif [ -e /.dockerenv ]; then echo docker; else echo none; fi
section selinux; if have getenforce; then getenforce; else echo absent; fi
section python; have python3 && python3 -c 'import platform; print(platform.python_version())' 2>/dev/null
section local
if [ -d "$1" ]; then
  for file in "$1"/*.fact; do
    [ -f "$file" ] || continue
    name=\${file##*/}
    section "local:\${name%.fact}"
    if [ -x "$file" ]; then "$file" </dev/null 2>/dev/null; else cat -- "$file"; fi
  done
fi
section env; env
`
