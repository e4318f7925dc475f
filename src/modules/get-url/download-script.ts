import { HTTP_FUNCTIONS, HTTP_WORDS } from '../http-utils/http-script.ts'
import { PUT_DOWNLOAD } from '../http-utils/put-download.ts'

/**
 * The words of `http_take`, then $1 dest, $2 its name where it is a folder, $3 mode, $4 owner, $5 group, $6 the program of
 * a checksum and $7 the sum, $8 what the name of a backup ends with, or nothing, $9 the folder for
 * the download, or nothing, $10 what chattr is to set, or nothing. After what `http_tell` says comes one
 * line: `refused`, `unmodified`, `checksum|IS|SHA1|SHA1 BEFORE`, `nofolder|SHA1|PATH`, `unwritable|SAID`, or
 * `put|CHANGED|BACKUP|SHA1|SHA1 BEFORE|MD5|STAT|PATH`.
 */
export const DOWNLOAD_SCRIPT = `
[ -z "\${18}" ] || { TMPDIR=\${18}; export TMPDIR; }${HTTP_FUNCTIONS}${PUT_DOWNLOAD}
sum_of() { said=$("$1" <"$2") && printf '%s' "\${said%% *}"; }
http_take "$@"; shift ${HTTP_WORDS}
http_do
code=$?
http_tell "$code"
read -r status others <"$http/meta" || :
[ "$status" != 304 ] || { echo unmodified; exit 0; }
case $code$status in 0200|000|0000) ;; *) echo refused; exit 0 ;; esac
dest=$1
case $dest in '~/'*) dest=$HOME/\${dest#'~/'} ;; esac
[ ! -d "$dest" ] || dest=$(http_place "$dest" "$2")
folder=$(dirname -- "$dest")
case $dest in */) folder=\${dest%/} ;; esac
if [ ! -d "$folder" ]; then echo "nofolder|$(sum_of sha1sum "$http/body")|$folder"; exit 0; fi
if [ -n "$6" ]; then
  is=$(sum_of "$6" "$http/body")
  [ "$is" = "$7" ] || { echo "checksum|$is|$(sum_of sha1sum "$http/body")|$([ ! -f "$dest" ] || sum_of sha1sum "$dest")"; exit 0; }
fi
old= backup=
if [ -f "$dest" ]; then
  old=$(sum_of sha1sum "$dest")
  if [ -n "$8" ] && [ "$old" != "$(sum_of sha1sum "$http/body")" ]; then
    backup=$dest.$8~
    cp -p -- "$dest" "$backup" || { echo "unwritable|$backup"; exit 0; }
  fi
fi
http_put "$http/body" "$dest" "$3" "$4" "$5" "\${10}" 2>"$http/put" || { echo "unwritable|$(tail -n 1 "$http/put")"; exit 0; }
echo "put|$http_changed|$backup|$(sum_of sha1sum "$http/body")|$old|$(sum_of md5sum "$dest")|$(
  stat -L -c '%a|%u|%g|%U|%G|%s' -- "$dest")|$dest"
`
