/**
 * $1 how many bytes of contents may be sent at once, then shell patterns. A line \`DENIED FILES LINKS\` with three numbers,
 * and so many lines of each: what could not be looked at; \`type|mode|uid|gid|size|context|path\` of everything that is
 * there, sorted; SHA-256 of the files; targets of the links. Then the bytes of the files that fit, one after the other.
 * What a link leads to counts as well, and what containerd imports. Names with line breaks do not.
 */
export const SCAN = `
PATH=$PATH:/usr/sbin:/sbin:/usr/local/bin
room=$1
shift
nl='
'
target_of() { t=$(readlink -f -- "$1" 2>/dev/null) && [ -f "$t" ] && printf '%s\\n' "$t"; }
below() {
  find "$1" \\( -type f -o -type d -o -type l \\) ! -name "*$nl*" 2>/dev/null || printf '!%s\\n' "$1"
  find "$1" -type l 2>/dev/null | while IFS= read -r link; do target_of "$link"; done
}
reachable() {
  a=$1
  while [ ! -e "$a" ]; do
    a=\${a%/*}
    [ -n "$a" ] || a=/
  done
  [ ! -d "$a" ] || [ -x "$a" ] || printf '!%s\\n' "$a"
}
look() {
  IFS=
  for pattern in "$@"; do
    case $pattern in /lib/*) [ ! -L /lib ] || continue ;; esac
    plain=\${pattern%%[*?[]*}
    reachable "$plain"
    for f in $pattern; do
      if [ -L "$f" ]; then
        printf '%s\\n' "$f"
        t=$(readlink -f -- "$f" 2>/dev/null) || continue
        if [ -d "$t" ]; then below "$t"; elif [ -f "$t" ]; then printf '%s\\n' "$t"; fi
      elif [ -d "$f" ]; then below "$f"
      elif [ -f "$f" ]; then printf '%s\\n' "$f"
      fi
    done
  done
}
imported() {
  command -v containerd >/dev/null 2>&1 || return 0
  containerd config dump 2>/dev/null | sed -n 's/^imports *= *\\[\\(.*\\)\\].*/\\1/p' | tr ',' '\\n' | tr -d ' "\\047'
}
set -f
IFS=$nl
imports=$(imported)
found=$(set -- "$@" $imports; set +f; look "$@" | LC_ALL=C sort -u)
set -f
IFS=$nl
denied= files= links= sent=
set --
for path in $found; do
  case $path in
    '!'*) denied=$denied\${path#!}$nl ;;
    *)
      if [ ! -L "$path" ] && [ -f "$path" ] && [ ! -r "$path" ]; then denied=$denied$path$nl; else set -- "$@" "$path"; fi ;;
  esac
done
if [ $# -gt 20000 ]; then echo "there are $# files to back up" >&2; exit 3; fi
context=
[ -e /sys/fs/selinux/enforce ] && context=%C
seen=
[ $# -gt 0 ] && seen=$(stat -c "%F|%a|%u|%g|%s|$context|%n" -- "$@" 2>/dev/null)
for line in $seen; do
  case $line in
    regular*)
      rest=\${line#*|*|*|*|}
      size=\${rest%%|*}
      path=\${rest#*|*|}
      files=$files$path$nl
      if [ "$size" -le "$room" ]; then
        room=$((room - size))
        sent=$sent$path$nl
      fi ;;
    symbolic*) links=$links\${line#*|*|*|*|*|*|}$nl ;;
  esac
done
count() { echo $#; }
echo "$(count $denied) $(count $seen) $(count $files) $(count $links)"
for path in $denied; do printf '%s\\n' "$path"; done
for line in $seen; do printf '%s\\n' "$line"; done
[ -z "$files" ] || sha256sum -- $files | cut -c 1-65 | tr -d '\\\\ '
for path in $links; do readlink -- "$path" | head -n 1; done
[ -z "$sent" ] || cat -- $sent`
