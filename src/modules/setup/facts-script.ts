import type { Collector } from './collect/collector.ts'

/** The environment is read before the script sets its own. */
const PRELUDE = `
exec 2>/dev/null
section() { printf '\\036%s\\n' "$1"; }
have() { command -v "$1" >/dev/null; }
show() { section "$1"; cat -- "$2"; echo; }
value() { { IFS= read -r got <"$2" || [ -n "$got" ]; } && printf '%s\\t%s\\n' "$1" "$got"; got=; }
link() { [ -e "$2" ] && got=$(readlink -f -- "$2") && printf '%s\\t%s\\n' "$1" "\${got##*/}"; }
within() { if have timeout; then timeout "$limit" "$@"; else "$@"; fi; }
fact_path=$1 limit=$2 got=
section begin; uname -s
section environment; cat /proc/self/environ | tr '\\000\\n' '\\n\\035'
LC_ALL=C; PATH=$PATH:/usr/sbin:/sbin; export LC_ALL PATH
`

/** One sh program for the collectors that are asked for: what nobody asks for is not looked at. */
export function factsScript(collectors: readonly Collector[]): string {
  return [PRELUDE, ...collectors.map(({ script }) => script), 'exit 0\n'].join('\n')
}
