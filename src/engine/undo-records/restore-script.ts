/** For one undo: a program that hangs keeps the others waiting, and the host in between, for no longer. */
const UNDO_SECONDS = 900

/**
 * \`restore RUN_FOLDER HOST SCOPE\` undoes what is recorded of a run under that name of the host, newest first, goes on past what fails, does restarts and
 * reloads once more, and looks whether every path is as it was. An empty scope is the whole run. Safe to run again: what
 * was undone is out of the way, what was not is tried again. Prints what came of it: a first line
 * \`state nothing|restored|failed\`, then a line for each thing that went wrong.
 */
export const RESTORE_FUNCTION = `
in_scope() {
  [ "$(field "$1" '# host')" = "$2" ] || return 1
  [ -z "$3" ] && return 0
  case " $(field "$1" '# scope') " in *" $3 "*) return 0;; esac
  return 1
}
records() { for record in "$1"/$2; do [ -e "$record" ] && in_scope "$record" "$3" "$4" && printf '%s\\n' "\${record##*/}"; done; }
one_line() { tr '\\n' ' ' < "$1" | cut -c 1-600; }
summary_of() { sed -n '5s/^# //p' "$1"; }
bounded_undo() { if command -v timeout >/dev/null 2>&1; then timeout -k 5 ${UNDO_SECONDS} sh "$@"; else sh "$@"; fi; }
restore() {
  tab=$(printf '\\t')
  state=nothing said=$1/.said trouble=$1/.trouble seen=$1/.seen
  : > "$trouble" && : > "$seen" || { echo 'state failed'; echo 'failed its outcome cannot be written: is the disk full?'; return 1; }
  for record in $(records "$1" '[0-9]*' "$2" "$3" | sort -r); do
    state=restored
    if [ "$(field "$1/$record" '# undo')" != yes ]; then
      echo "left $(summary_of "$1/$record")" >> "$trouble"
    elif ! bounded_undo "$1/$record" undo < /dev/null > "$said" 2>&1; then
      echo "failed to undo: $(summary_of "$1/$record"): $(one_line "$said")" >> "$trouble"
      continue
    fi
    mv -f -- "$1/$record" "$1/undone.$record"
  done
  for record in $(records "$1" 'undone.*' "$2" "$3" | sort); do
    state=restored
    key=$(field "$1/$record" '# refresh')
    if [ "$key" != - ] && ! grep -qxF -- "refresh $key" "$seen"; then
      echo "refresh $key" >> "$seen"
      bounded_undo "$1/$record" refresh < /dev/null > "$said" 2>&1 ||
        echo "failed to restart or reload: $(summary_of "$1/$record"): $(one_line "$said")" >> "$trouble"
    fi
  done
  for record in $(records "$1" 'undone.*' "$2" "$3" | sort); do
    id=\${record#undone.*.}
    while IFS=$tab read -r was path; do
      grep -qxF -- "path $path" "$seen" && continue
      echo "path $path" >> "$seen"
      look "$path"
      if [ "$is" != "$was" ] && [ -e /sys/fs/selinux/enforce ]; then
        chcon -- "\${was##* }" "$path" 2>/dev/null
        look "$path"
      fi
      [ "$is" = "$was" ] || echo "differs $path was $was, is $is" >> "$trouble"
    done < "$1/was.$id"
  done
  [ -s "$trouble" ] && state=failed
  if [ "$state" = restored ]; then
    for record in $(records "$1" 'undone.*' "$2" "$3"); do rm -f -- "$1/$record" "$1/was.\${record#undone.*.}"; done
  fi
  echo "state $state"
  cat "$trouble"
  rm -f -- "$said" "$trouble" "$seen"
  [ "$state" != failed ]
}
`
