/**
 * What a host gets so that a test sees every step of a run and can stop it at one. It is the host's `sh` and a few of its
 * programs that tell, before and after the real one: Longshore itself knows nothing of it.
 *
 * A moment is a line: `SHAPE.N PHASE COMMAND [PROGRAM K]`. SHAPE is a hash of the program that Longshore sent with
 * everything left out that differs from run to run (numbers, and where a long text is cut); N counts how often it came.
 */
export const TRACE = '/run/faults'

/**
 * The program of a round trip comes over stdin, which then stays open for a word from the controller. Behind one that leaves its
 * shell waiting (kept-shell.ts) another comes.
 */
const SHELL = `#!/bin/sh
if [ $# -gt 0 ] || [ ! -e ${TRACE}/hook ]; then exec /bin/sh "$@"; fi
file=${TRACE}/programs/$$
while :; do
before= end=
while IFS= read -r line; do
  printf '%s\\n' "$line"
  case "$before $line" in 'ls_z }') end=last ;; 'echo "$ls_q"; echo "$ls_q" >&2 }') end=kept ;; esac
  [ -z "$end" ] || break
  before=$line
done > "$file.sent"
[ -s "$file.sent" ] || exec /bin/sh
shape=$(sed -e 's/\\\\055/-/g' "$file.sent" | tr -d '\\n' | sed -e "s/' &&printf '//g" \\
  -e 's/[0-9]\\{8\\}T[0-9]\\{6\\}Z-[0-9a-f]*/R/g' -e 's/[0-9a-f]\\{8\\}\\(-[0-9a-f]\\{4,12\\}\\)\\{4\\}/U/g' \\
  -e "s/'[0-9a-f]*-[0-9]*-[0-9]*'/C/g" -e 's/[0-9a-f]*[0-9][0-9a-f]*/N/g' | cksum)
shape=\${shape%% *} n=1
while ! (set -C; : > "${TRACE}/trips/$shape.$n") 2>/dev/null; do n=$((n + 1)); done
cp -- "$file.sent" "${TRACE}/trips/$shape.$n"
{
  printf '%s\\n' "PATH=${TRACE}/bin:\\$PATH FAULTS_TRIP=$shape.$n; export PATH FAULTS_TRIP; . ${TRACE}/hook"
  sed -e 's/^ls_b \\([0-9][0-9]*\\)$/&\\
begun \\1/' -e 's/^ls_b "\\$ls_i"$/&\\
begun "$ls_i"/' -e 's/^ls_e \\([0-9][0-9]*\\) "\\$ls_r"$/over \\1\\
&/' -e 's/^\\(ls_next\\|ls_e "\\$ls_i"\\) "\\$?"$/ls_r=$?; over "$ls_i"; \\1 "$ls_r"/' "$file.sent"
} > "$file"
rm -f -- "$file.sent"
[ "$end" = kept ] || exec /bin/sh "$file"
(. "$file")
done
`

/** Stops where it is told to, once, until it is let go. */
const HOOK = `begun() { FAULTS_COMMAND=$1; export FAULTS_COMMAND; moment "before $1" </dev/null >/dev/null 2>&1; }
over() { moment "after $1" </dev/null >/dev/null 2>&1; }
moment() {
  printf '%s\\n' "$FAULTS_TRIP $1" >> ${TRACE}/log
  [ -e ${TRACE}/armed ] || return 0
  IFS= read -r armed < ${TRACE}/armed || return 0
  [ "$armed" = "$FAULTS_TRIP $1" ] || return 0
  (set -C; echo $$ > ${TRACE}/fired) 2>/dev/null || return 0
  while [ -e ${TRACE}/armed ]; do sleep 0.05; done
}
`

/** Stands for a program within a command: the moments before and after its k-th call. */
const PROGRAM = `#!/bin/sh
name=\${0##*/}
PATH=\${PATH#${TRACE}/bin:}
if [ -z "$FAULTS_COMMAND" ] || [ ! -e ${TRACE}/hook ]; then exec "$name" "$@"; fi
k=1
while ! (set -C; : > "${TRACE}/calls/$FAULTS_TRIP.$FAULTS_COMMAND.$name.$k") 2>/dev/null; do k=$((k + 1)); done
. ${TRACE}/hook
moment "in $FAULTS_COMMAND $name $k" </dev/null >/dev/null 2>&1
"$name" "$@"
r=$?
moment "past $FAULTS_COMMAND $name $k" </dev/null >/dev/null 2>&1
exit $r
`

/** The clock of the host's programs, off by the seconds in a file. */
const DATE = `#!/bin/sh
PATH=\${PATH#${TRACE}/bin:}
off=0
[ ! -e ${TRACE}/clock ] || IFS= read -r off < ${TRACE}/clock
case " $*" in *' -d'*|*' --date'*) exec date "$@" ;; esac
if [ "$off" = 0 ]; then exec date "$@"; fi
exec date -d "$off seconds" "$@"
`

const TRACED = 'mv cp ln rm rmdir mkdir chmod chown cat cmp sync systemctl docker dockerd'

/** Installs all of it; `shellAt` is a folder that comes before /bin where Longshore's `sh` is looked up. */
function install(shellAt: string): string {
  const put = (path: string, text: string): string => `cat > ${path} <<'LS_TRACE'\n${text}LS_TRACE\nchmod 755 ${path}\n`
  return `mkdir -p ${TRACE}/bin ${TRACE}/programs
${put(`${TRACE}/program`, PROGRAM)}${put(`${TRACE}/bin/date`, DATE)}
for name in ${TRACED}; do
  if command -v "$name" >/dev/null; then ln -sf ../program "${TRACE}/bin/$name"; fi
done
${put(`${TRACE}/hook`, HOOK)}${put(`${shellAt}/sh`, SHELL)}`
}

/** Begins to look, having forgotten what was seen, and stops at a moment if one is given. */
export function trace(shellAt: string, moment?: string): string {
  const stop = moment === undefined ? '' : `printf '%s\\n' '${moment}' > ${TRACE}/armed`
  return `set -e
rm -rf ${TRACE}
mkdir -p ${TRACE}/trips ${TRACE}/calls
${install(shellAt)}${stop}`
}

/** Lets a run go on that was stopped, and looks no more. What it is at goes on as it was. */
export const RELEASE = `rm -f ${TRACE}/armed`
export const FORGET = `rm -rf ${TRACE}`

/** Waits until systemd has begun the start of dockerd that hangs: what comes meanwhile is no different from one that died. */
export const HANGS = `i=0
while [ "$(systemctl show -p SubState --value docker.service)" != start ] && [ $i -lt 100 ]; do sleep 0.1; i=$((i + 1)); done`
