import { HTTP_FUNCTIONS, HTTP_WORDS } from '../http-utils/http-script.ts'
import { PUT_DOWNLOAD } from '../http-utils/put-download.ts'

/**
 * The words of `http_take`, then $1 creates, $2 removes, $3 the status codes that are a success, $4 dest, $5 its name where
 * it is a folder, $6 mode, $7 owner, $8 group, $9 `content` to get the body, $10 what chattr is to set, or nothing. The first line says why nothing is asked, or
 * is empty; then what `http_tell` says, a line about dest, and the body.
 */
export const URI_SCRIPT = `${HTTP_FUNCTIONS}${PUT_DOWNLOAD}
http_take "$@"; shift ${HTTP_WORDS}
home() { case $1 in '~/'*) printf '%s/%s' "$HOME" "\${1#'~/'}" ;; *) printf '%s' "$1" ;; esac; }
if [ -n "$1" ] && [ -e "$(home "$1")" ]; then echo creates; exit 0; fi
if [ -n "$2" ] && [ ! -e "$(home "$2")" ]; then echo removes; exit 0; fi
echo
http_do
code=$?
http_tell "$code"
read -r status others <"$http/meta" || :
case " $3 " in *" $status "*) wanted=yes ;; *) wanted= ;; esac
if [ -n "$4" ] && [ "$code" = 0 ] && [ -n "$wanted" ] && [ "$status" != 304 ]; then
  dest=$(home "$4")
  [ ! -d "$dest" ] || dest=$(http_place "$dest" "$5")
  if said=$(http_put "$http/body" "$dest" "$6" "$7" "$8" "\${10}" 2>&1); then
    echo "put|$(stat -L -c '%a|%u|%g|%U|%G|%s' -- "$dest")|$dest"
  else echo "unwritable|\${said##*: }|$dest" | tr '\\n' ' '; echo; fi
else echo "||$4"; fi
[ "$9" != content ] || cat -- "$http/body"
`
