/**
 * `flags_of PATH` prints the letters of lsattr(1). `set_flags MODE PATH` sets `+x`, `-x` or `=x` where that is not there
 * already, and fails with what chattr says; $flags_changed is then `yes`. What is a link is followed.
 */
export const FLAG_FUNCTIONS = `
flags_changed=
flags_of() {
  flags=$(lsattr -d -- "$(readlink -f -- "$1")" 2>/dev/null)
  printf '%s' "\${flags%% *}" | tr -d -
}
set_flags() {
  case $1 in
    -*) ;;
    *) [ "$(flags_of "$2")" != "\${1#?}" ] || return 0 ;;
  esac
  flags_said=$(chattr "$1" -- "$2" 2>&1) && [ -z "$flags_said" ] || { printf '%s\\n' "$flags_said" >&2; return 1; }
  flags_changed=yes
}
`
