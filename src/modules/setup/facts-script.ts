import type { Collector } from './collect/collector.ts'

/**
 * The environment is read before the script sets its own. Small files, the kernel's names and the numbers of the user ($uid, $gid and
 * the real ones) are told by the shell itself.
 */
const PRELUDE = `
exec 2>/dev/null
section() { printf '\\036%s\\n' "$1"; }
have() { command -v "$1" >/dev/null; }
lines_of() { [ -r "$1" ] && while IFS= read -r got || [ -n "$got" ]; do printf '%s\\n' "$got"; done <"$1"; }
show() { section "$1"; lines_of "$2"; echo; got=; }
kernel() { got=; { read -r got <"/proc/sys/kernel/$1"; }; [ -n "$got" ] || got=$(uname "$2"); printf '%s\\n' "$got"; }
value() { { IFS= read -r got <"$2" || [ -n "$got" ]; } && printf '%s\\t%s\\n' "$1" "$got"; got=; }
link() { [ -e "$2" ] && got=$(readlink -f -- "$2") && printf '%s\\t%s\\n' "$1" "\${got##*/}"; }
within() { if have timeout; then timeout "$limit" "$@"; else "$@"; fi; }
fact_path=$1 limit=$2 got= uid= gid= real_uid= real_gid=
while read -r key real acting rest; do
  case $key in
    Uid:) real_uid=$real uid=$acting ;;
    Gid:) real_gid=$real gid=$acting; break ;;
  esac
done </proc/self/status
[ -n "$gid" ] || { uid=$(id -u) gid=$(id -g) real_uid=$(id -ru) real_gid=$(id -rg); }
section begin; kernel ostype -s
section environment; cat /proc/self/environ | tr '\\000\\n' '\\n\\035'
LC_ALL=C; PATH=$PATH:/usr/sbin:/sbin; export LC_ALL PATH
`

/** One sh program for the collectors that are asked for: what nobody asks for is not looked at. */
export function factsScript(collectors: readonly Collector[]): string {
  const scripts = collectors.map(({ script }) => script)
  return [PRELUDE, ...scripts, ...pythonScript(collectors), 'exit 0\n'].join('\n')
}

/** Python takes longer to start than all that is asked of it: it does so once. */
function pythonScript(collectors: readonly Collector[]): readonly string[] {
  const parts = collectors.flatMap(({ python }) => python ?? [])
  if (parts.length === 0) return []
  return [`"$(command -v /usr/bin/python3 || command -v python3)" -c '${PYTHON_PRELUDE}${parts.join('')}'`]
}

const PYTHON_PRELUDE = `import sys
def section(name):
    print("\\x1e" + name)
`
