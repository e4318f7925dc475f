/**
 * Describes the path $1 in twelve lines, and then its bytes where they are sent: $2 `content` asks for them, up to $7 of them; $3 `sha1`
 * for the sum, where bytes with the sum $4 and the size $6 are not sent; $5 is a path that may be the same file; $8 asks for MD5.
 *
 * No program is started for what the shell itself can tell. Where the bytes are sent, their SHA-1 is computed where they
 * arrive; bytes of another size than those known ($6) are other bytes. Once it has gone to the folder of the path, to see it
 * without symlinks, only $real leads there.
 */
export const PATH_STATE_SCRIPT = `
LC_ALL=C; export LC_ALL
p=$1
case $p in '~') p=$HOME ;; '~/'*) p=$HOME/\${p#'~/'} ;; esac
bare() { bare=$1; while :; do case $bare in ?*/) bare=\${bare%/} ;; *) break ;; esac; done; }
bare "$p"
p=$bare
there() { [ -e "$1" ] || [ -L "$1" ]; }
format='%F|%a|%u|%g|%U|%G|%s|%y|%h'
near=$p
while ! there "$near"; do
  case $near in
    / | .) break ;;
    */*) near=\${near%/*}; bare "\${near:-/}"; near=$bare ;;
    *) near=. ;;
  esac
done
if ! there "$p" && [ -d "$near" ] && [ ! -x "$near" ]; then
  echo "cannot look into $near: permission denied" >&2; exit 1
fi
entry= link= target= real=$p sum= md5= size=
if there "$p"; then entry=$(stat -c "$format" -- "$p") || exit 1; fi
if [ -L "$p" ]; then
  link=$(readlink -- "$p")
  if [ -e "$p" ]; then target=$(stat -L -c "$format" -- "$p") || exit 1; fi
else target=$entry
fi
if [ -d "$near" ]; then kind=directory; else kind=other; fi
empty=
if [ -d "$p" ]; then
  empty=empty
  for each in "$p"/* "$p"/.[!.]* "$p"/..?*; do if there "$each"; then empty=; break; fi; done
fi
same=
if [ -n "$5" ] && [ -e "$p" ]; then
  if [ -L "$p" ] || [ -L "$5" ]; then
    [ "$(stat -c %d:%i -- "$p")" != "$(stat -c %d:%i -- "$5" 2>/dev/null)" ] || same=same
  elif [ "$p" -ef "$5" ]; then same=same
  fi
fi
sent=
if [ -f "$p" ]; then
  size=\${target#*|*|*|*|*|*|}
  size=\${size%%|*}
  if [ "$2" = content ] && [ "$size" -le "$7" ]; then sent=content; fi
  if [ "$3" = sha1 ] && { [ -z "$sent" ] || [ "$size" = "$6" ]; }; then
    sum=$(sha1sum <"$p") || exit 1
    sum=\${sum%% *}
    [ "$sum" != "$4" ] || sent=
  fi
  if [ -n "$8" ] && [ -z "$sent" ]; then
    md5=$(md5sum <"$p") || exit 1
    md5=\${md5%% *}
  fi
fi
case $p in */*) folder=\${p%/*} ;; *) folder=. ;; esac
case $folder in '') folder=/ ;; /*) ;; *) folder=./$folder ;; esac
case \${p##*/} in
  '' | . | ..) real=$(readlink -f -- "$p" 2>/dev/null) || real=$p ;;
  *)
    if [ -L "$p" ]; then real=$(readlink -f -- "$p" 2>/dev/null) || real=$p
    elif cd -P -- "$folder" 2>/dev/null; then real=\${PWD%/}/\${p##*/}
    fi ;;
esac
printf '%s\\n' "$p" "$entry" "$link" "$target" "$real" "$near" "$kind" "$empty" "$same" "$sum" "$md5" "$sent"
[ -z "$sent" ] || exec cat -- "$real"
`
