import { FRAME } from '../module-utils/run-output.ts'

/**
 * $1 words|expand|text, $2 chdir, $3 creates, $4 removes; then the words, or the shell and the text. `expand` replaces
 * $NAME, ${NAME} and a leading ~ in words by what the environment has, and leaves unknown names as written, as Ansible
 * does. A text reaches its shell on descriptor 9, so that it is in no argv and stdin stays free.
 */
export const RUN_SCRIPT = `${FRAME}
expand() {
  out=; left=$1
  case $left in '~') left=$HOME ;; '~/'*) left=$HOME/\${left#'~/'} ;; esac
  while :; do
    case $left in *'$'*) ;; *) break ;; esac
    out=$out\${left%%'$'*}; left=\${left#*'$'}
    case $left in
      '{'*'}'*) name=\${left#'{'}; name=\${name%%'}'*}; whole="{$name}" ;;
      *) name=\${left%%[!A-Za-z0-9_]*}; whole=$name ;;
    esac
    case $name in ''|[0-9]*|*[!A-Za-z0-9_]*) out=$out'$'; continue ;; esac
    left=\${left#"$whole"}
    if value=$(printenv "$name"); then out=$out$value; else out=$out'$'$whole; fi
  done
  out=$out$left
}
present() {
  case $1 in '~/'*) set -- "$HOME/\${1#'~/'}" ;; esac
  IFS=
  for match in $1; do if [ -e "$match" ] || [ -L "$match" ]; then unset IFS; return 0; fi; done
  unset IFS; return 1
}
mode=$1 chdir=$2 creates=$3 removes=$4; shift 4
case $chdir in '~') chdir=$HOME ;; '~/'*) chdir=$HOME/\${chdir#'~/'} ;; esac
if [ -n "$chdir" ] && ! cd "$chdir"; then
  if [ ! -e "$chdir" ]; then echo 2 >&2; elif [ ! -d "$chdir" ]; then echo 20 >&2; else echo 13 >&2; fi
  frame_start chdir; exit 1
fi
if [ -n "$creates" ] && present "$creates"; then frame_start creates; frame_end; exit 0; fi
if [ -n "$removes" ] && ! present "$removes"; then frame_start removes; frame_end; exit 0; fi
if [ "$mode" = expand ]; then
  for word do shift; expand "$word"; set -- "$@" "$out"; done
fi
frame_start ran
if [ "$mode" = text ]; then
  case \${1##*/} in
  sh|bash|dash|ash|ksh|zsh)
    "$1" -c 'eval "$(cat <&9)" 9<&-' 9<<LONGSHORE_TEXT
$2
LONGSHORE_TEXT
    ;;
  *) "$1" -c "$2" ;;
  esac
else
  (exec "$@")
fi
rc=$?
frame_end
exit $rc
`
