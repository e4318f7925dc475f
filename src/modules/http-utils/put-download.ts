import { FLAG_FUNCTIONS } from '../module-utils/flag-functions.ts'

/**
 * Defines `http_put FROM TO MODE OWNER GROUP FLAGS`: makes TO hold the bytes of FROM, atomically, with the attributes that are
 * asked for (as chmod and chown take them; empty: those of the file that was there). Sets $http_changed where anything
 * is another than before. `http_place FOLDER NAME` names the file that an answer becomes in a folder: by the server's
 * Content-Disposition, else NAME.
 */
export const PUT_DOWNLOAD = `${FLAG_FUNCTIONS}
http_changed=
http_look() { [ ! -e "$1" ] || stat -L -c '%a %u:%g' -- "$1"; }
http_sum() { sha1sum <"$1"; }
http_put() {
  http_before=$(http_look "$2")
  if [ ! -f "$2" ] || [ "$(http_sum "$1")" != "$(http_sum "$2")" ]; then
    http_changed=yes
    http_beside=$(dirname -- "$2")/.longshore-http-$$
    trap 'rm -rf -- "$http" "$http_beside"' EXIT
    (umask 077; cat -- "$1" >"$http_beside") || return 1
    if [ -n "$http_before" ]; then
      [ "$(id -u)" != 0 ] || chown -- "\${http_before#* }" "$http_beside" || return 1
      chmod -- "\${http_before% *}" "$http_beside" || return 1
    else chmod -- "$(printf '%o' "$((0666 & ~$(umask)))")" "$http_beside" || return 1; fi
    mv -f -- "$http_beside" "$2" || return 1
  fi
  [ -z "$4" ] || chown -- "$4" "$2" || return 1
  [ -z "$5" ] || chgrp -- "$5" "$2" || return 1
  [ -z "$3" ] || chmod -- "$3" "$2" || return 1
  [ -z "$6" ] || ! command -v chattr >/dev/null || set_flags "$6" "$2" || return 1
  [ -z "$http_before" ] || [ "$(http_look "$2")" = "$http_before" ] || http_changed=yes
  [ -z "$flags_changed" ] || http_changed=yes
}
http_place() {
  http_named=$(sed -n 's/^[Cc]ontent-[Dd]isposition:.*filename="\\{0,1\\}\\([^";]*\\).*/\\1/p' "$http/headers" |
    tr -d '\\r' | tail -n 1)
  http_named=\${http_named##*/}
  printf '%s/%s' "\${1%/}" "\${http_named:-$2}"
}
`
