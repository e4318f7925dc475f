import { EFFECTIVE_USER } from '../../model/effective-user.ts'

/** Where the locks of a host are, as POSIX sh: sets $dir. `last` sets $n to the number that counts, 0 where there is none. */
export const LOCK_FOLDER = `${EFFECTIVE_USER}
umask 077
machine=
{ read -r machine < /etc/machine-id; } 2>/dev/null
case $machine in ''|*[!0-9A-Za-z]*) machine=machine;; esac
effective_user
if [ "$uid" -eq 0 ]; then dir=/var/lib/longshore; else dir=\${XDG_STATE_HOME:-$HOME/.local/state}/longshore; fi
dir=$dir/locks/$machine
last() {
  n=0
  for f in "$dir"/[0-9]*; do
    f=\${f##*/}
    case $f in *[!0-9]*) ;; *) if [ "$f" -gt "$n" ]; then n=$f; fi;; esac
  done
}
`
