import { GUARD_LIBRARY } from './guard-library.ts'
import { RESTORE_FUNCTION } from './restore-script.ts'
import {
  BASE_LIBRARY,
  DEADLINE_LIBRARY,
  FOLDER_LIBRARY,
  LOCK_LIBRARY,
  LOOK_LIBRARY,
  RECORD_LIBRARY,
} from './shell-library.ts'

/** Exit codes of the scripts here. What goes with them is on stdout, a fact a line. */
export const REFUSALS = {
  guardFired: 81,
  otherGuard: 82,
  busy: 83,
  noFolder: 84,
  notArmed: 85,
  guardThere: 86,
} as const

/** Runs whose records a host keeps. */
const RUNS_KEPT = 5

/** $1 the folder, or nothing for the usual one; $2 run; $3 name of the host; $4 scope of the guard, or nothing. */
const OPENING = `${RECORD_LIBRARY}${LOCK_LIBRARY}${DEADLINE_LIBRARY}${GUARD_LIBRARY}
find_base "$1"
run=$2 host=$3 scope=$4
is_mine() {
  about=$base/guard/about
  [ "$(field "$about" run)" = "$run" ] && [ "$(field "$about" host)" = "$host" ] && [ "$(field "$about" scope)" = "$scope" ]
}
take_lock() {
  take "$base/lock" 150
  case $? in 0) ;; 2) echo "$base takes no more" >&2; exit ${REFUSALS.noFolder};; *) exit ${REFUSALS.busy};; esac
}
`

/** Makes the folder of the run, $5 who runs it, and lets go of those of runs long before. */
const RUN_FOLDER = `[ -d "$base/runs/$run" ] || mkdir -p -- "$base/runs/$run" || exit ${REFUSALS.noFolder}
dir=$base/runs/$run
if [ ! -e "$dir/about" ]; then
  printf 'by %s\\nhost %s\\n' "$5" "$host" > "$dir/about" || exit ${REFUSALS.noFolder}
  kept=0
  for old in "$base/runs"/*; do kept=$((kept + 1)); done
  if [ "$kept" -gt ${RUNS_KEPT} ]; then
    for old in $(ls "$base/runs" | sort -r | sed '1,${RUNS_KEPT}d'); do
      if [ "$old" != "$run" ] && [ "$(field "$base/guard/about" run)" != "$old" ]; then
        echo "$old" >> "$base/forgotten" && rm -rf -- "$base/runs/$old"
      fi
    done
  fi
fi
`

/**
 * First in every program that changes the host. Where a guard is there the program ends: ENTER knows what to do about it, which
 * is much to send to every host for what next to none of them has.
 */
export const ENTER_UNGUARDED = `${FOLDER_LIBRARY}
find_base "$1"
run=$2 host=$3
${RUN_FOLDER}[ ! -e "$base/guard" ] || exit ${REFUSALS.guardThere}
`

/**
 * The same where the host has a guard or is to get one: looks at the guard that is there. With $6, seconds, the guard of this scope
 * is armed or its deadline moved, and nobody else works on the host until the program has ended. A guard that fired and put
 * everything back is told of and put away; any other stays.
 */
export const ENTER = `${OPENING}
${RUN_FOLDER}if [ -n "$6" ] || [ -e "$base/guard" ]; then take_lock; fi
if [ -e "$base/guard" ]; then
  state_of_guard
  if [ -z "$state" ]; then remove_guard
  elif is_mine && [ -n "$6" ]; then
    [ "$state" = armed ] || { tell_guard; exit ${REFUSALS.guardFired}; }
    set_deadline "$base/guard" "$6" || exit ${REFUSALS.noFolder}
    exit 0
  elif [ "$state" = fired ] && grep -qxE 'state (restored|nothing)' "$base/guard/outcome"; then
    tell_guard
    of=$(field "$base/guard/about" run)
    cp -- "$base/guard/outcome" "$base/runs/$of/fired.$(field "$base/guard/about" scope)" 2>/dev/null
    remove_guard
  elif [ "$(field "$base/guard/about" run)" = "$run" ] && [ "$(field "$base/guard/about" host)" = "$host" ] && [ "$state" = armed ]; then
    [ -z "$6" ] || { tell_guard; exit ${REFUSALS.otherGuard}; }
  else tell_guard; exit ${REFUSALS.otherGuard}
  fi
fi
[ -n "$6" ] || exit 0
new=$base/guard.new
rm -rf -- "$new" && mkdir -- "$new" && cat > "$new/program" &&
  printf 'run %s\\nhost %s\\nscope %s\\nby %s\\nsince %s\\nseconds %s\\n' "$run" "$host" "$scope" "$5" "$(now)" "$6" > "$new/about" &&
  set_deadline "$new" "$6" && : > "$new/armed" &&
  save "$new/program" "$new/about" "$new/deadline" "$new/armed" "$new" && mv -- "$new" "$base/guard" && save "$base" || {
  rm -rf -- "$new"
  exit ${REFUSALS.noFolder}
}
if ! start_guard >&2; then remove_guard; exit ${REFUSALS.notArmed}; fi
echo armed
`

const IS_THERE = `
tell_fired() {
  if [ -e "$base/guard" ] && is_mine; then tell_guard; exit ${REFUSALS.guardFired}; fi
  [ -e "$base/runs/$run/fired.$scope" ] || return 0
  echo 'guard-state fired'
  sed 's/^/guard-outcome-/' "$base/runs/$run/fired.$scope"
  exit ${REFUSALS.guardFired}
}
`

/**
 * First in a program that undoes: $5 seconds to move the deadline by. Where the guard was faster, nothing is undone. Where
 * the folder takes no more, a guard that still waits is no reason not to undo: it would undo the same.
 */
export const FENCE = `${OPENING}${IS_THERE}
waits() { [ -e "$base/guard/armed" ] && is_mine; }
take "$base/lock" 150
case $? in
0) if waits; then set_deadline "$base/guard" "$5"; else tell_fired; fi;;
2) waits && ! is_due "$base/guard" || exit ${REFUSALS.busy};;
*) exit ${REFUSALS.busy};;
esac
`

/**
 * Keeps how a step is undone, before it runs: the program that `ls_content` prints, and what is at each path that it names. $5 its id, $6 the
 * scopes that it is in, $7 key of its refresh or -, $8 yes or no: whether there is an undo, $9 what the step does. Records are
 * numbered over all runs of the host, so that they tell which of two changed something last, whenever it began.
 */
export const RECORD = `${BASE_LIBRARY}${LOOK_LIBRARY}sum_of() {
  [ "$1" = "$ls_seen" ] || { sum=$(sha256sum < "$1") && ls_seen=$1 ls_sum=\${sum%% *}; } || return 1
  sum=$ls_sum
}
find_base "$1"
dir=$base/runs/$2 host=$3 id=$5
new=$dir/new.$id
{ printf '# scope %s\\n# refresh %s\\n# undo %s\\n# host %s\\n# %s\\n' "$6" "$7" "$8" "$host" "$9" && ls_content; } > "$new" || exit 1
shift 9
for path do
  look "$path" && printf '%s\\t%s\\n' "$is" "$path" || exit 1
done > "$dir/was.$id" || exit 1
last=1000000
for each in "$base"/runs/*/[0-9]* "$base"/runs/*/undone.[0-9]*; do
  each=\${each##*/}
  each=\${each#undone.}
  each=\${each%%.*}
  case $each in [0-9][0-9][0-9][0-9][0-9][0-9]) if [ "1$each" -gt "$last" ]; then last=1$each; fi;; esac
done
next=$((last + 1))
save "$new" "$dir/was.$id" && mv -f -- "$new" "$dir/\${next#1}.$id" &&
  if [ -n "$ls_syncs" ]; then ls_sync=$dir; else save "$dir"; fi
`

/** What the changes $5... did is undone, or was nothing: their records go. */
export const FORGET = `${FOLDER_LIBRARY}
find_base "$1"
dir=$base/runs/$2
shift 4
for change do rm -f -- "$dir"/[0-9]*."$change"-* "$dir/was.$change"-*; done
`

/** The controller is at work: the guard waits on, $5 seconds from now. Nobody is kept off the host. */
export const EXTEND = `${OPENING}${IS_THERE}
if [ -e "$base/guard/armed" ] && is_mine; then set_deadline "$base/guard" "$5"; fi
[ -e "$base/guard/armed" ] && is_mine || { tell_fired; echo 'guard-state gone'; exit ${REFUSALS.guardFired}; }
`

/** What the guard was for is over. */
export const DISARM = `${OPENING}${IS_THERE}
[ -e "$base/runs/$run/disarmed.$scope" ] && exit 0
take_lock
[ -e "$base/guard/armed" ] && is_mine || { tell_fired; drop "$base/lock"; exit 0; }
: > "$base/runs/$run/disarmed.$scope" || exit ${REFUSALS.noFolder}
remove_guard
drop "$base/lock"
`

/**
 * Undoes what is recorded of the run, of scope $5 or, where that is empty, all of it. Its guard is not needed any more and
 * ends. Where another run changed one of the paths since, nothing is done.
 */
export const ROLL_BACK = `${OPENING}${RESTORE_FUNCTION}
changes_of() {
  for was in "$1"/was.*; do
    cut -f 2 "$was" 2>/dev/null | grep -qxF -- "$2" || continue
    for record in "$1"/[0-9]*."\${was##*/was.}" "$1"/undone.*."\${was##*/was.}"; do
      [ -e "$record" ] || continue
      record=\${record##*/}
      record=\${record#undone.}
      echo "\${record%%.*}"
    done
  done | sort
}
dir=$base/runs/$run
if [ ! -d "$dir" ]; then
  if grep -qxF -- "$run" "$base/forgotten" 2>/dev/null; then echo 'state forgotten'; else echo 'state nothing'; fi
  exit 0
fi
take_lock
if [ -e "$base/guard" ] && [ "$(field "$base/guard/about" run)" != "$run" ]; then
  tell_guard
  [ "$state" = fired ] || exit ${REFUSALS.otherGuard}
fi
if [ -z "$5" ]; then
  for other in $(ls "$base/runs"); do
    [ "$other" != "$run" ] || continue
    cat "$dir"/was.* 2>/dev/null | cut -f 2 | sort -u | while IFS= read -r path; do
      last=$(changes_of "$base/runs/$other" "$path" | tail -n 1)
      [ -n "$last" ] || continue
      first=$(changes_of "$dir" "$path" | head -n 1)
      [ "$last" -gt "\${first:-$last}" ] && echo "later $other $path"
    done
  done > "$dir/.later"
  if [ -s "$dir/.later" ]; then echo 'state refused'; cat "$dir/.later"; rm -f -- "$dir/.later"; exit 0; fi
  rm -f -- "$dir/.later"
fi
if [ -e "$base/guard" ] && [ "$(field "$base/guard/about" run)" = "$run" ]; then
  tell_guard
  if [ -z "$5" ] || [ "$(field "$base/guard/about" scope)" = "$5" ]; then remove_guard; fi
fi
{ echo "at $(now)"; restore "$dir" "$host" "$5"; } > "$dir/outcome"
grep -v '^at ' "$dir/outcome"
drop "$base/lock"
exit 0
`
