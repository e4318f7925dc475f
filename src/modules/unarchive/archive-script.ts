/** Where the archive stands among the words of tar and unzip: its path is known on the host alone. */
export const ARCHIVE = 'longshore:archive'

/** Exit codes: no archive, a program that is missing among them; it would write elsewhere; a name with a line end. */
export const NO_ARCHIVE = 65
export const LEAVES = 66
export const ODD_NAME = 67

/**
 * $1 the archive, or nothing where it is on stdin as base64; $2 the folder; $3 how many words are for tar, which come then;
 * after them those for unzip. Leaves $archive, $dest, $kind and the words for the one that reads it in $@, and all that it
 * makes in $work, which goes with the script.
 */
export const OPEN_ARCHIVE = `
LC_ALL=C; export LC_ALL
home() { case $1 in '~/'*) printf '%s' "$HOME/\${1#'~/'}" ;; *) printf '%s' "$1" ;; esac; }
archive=$(home "$1") dest=$(home "$2") words=$3; shift 3
work=$(mktemp -d) || exit 1
trap 'rm -rf -- "$work"' EXIT
if [ -z "$archive" ]; then archive=$work/archive; base64 -d > "$archive" || exit 1; fi
magic=$(head -c 6 < "$archive" | od -An -tx1 | tr -d ' \\n')
unpack=
case $magic in
504b0304*|504b0506*) kind=zip ;;
1f8b*) kind=gz unpack=-z ;;
425a68*) kind=bz2 unpack=-j ;;
fd377a585a00) kind=xz unpack=-J ;;
28b52ffd*) kind=zst unpack=--use-compress-program=zstd ;;
*) kind=tar ;;
esac
at=0
for word do
  shift
  at=$((at + 1))
  if [ "$kind" = zip ]; then [ "$at" -gt "$words" ] || continue; else [ "$at" -le "$words" ] || continue; fi
  [ "$word" != ${ARCHIVE} ] || word=$archive
  set -- "$@" "$word"
done
unzip_into() {
  into=$1; shift
  unzip -o -q -d "$into" "$@" > "$work/said" 2>&1 || { code=$?; [ "$code" -le 1 ] || { cat "$work/said" >&2; return "$code"; }; }
}
`
