import { LOCK_FOLDER } from './lock-folder.ts'

/** What a program that ends its run on the host says in the place of a token. */
export const OF_THIS_PROGRAM = '-'

/**
 * Releases the lock that $1 has with the token $2. It is emptied, and nothing else: its number is the count.
 *
 * With `-` for a token, the program that has taken or checked it releases it as its last step, and no other: where
 * somebody has checked it since, under another name of the machine, exit code 5 says that it is not released. Who had it,
 * and what it said of itself, $3, stays in `.done`, so that its run knows what is done on the machine.
 */
export const RELEASE_SCRIPT = `${LOCK_FOLDER}
release() {
  last
  owner= pid=
  { { read -r owner; read -r rest; read -r pid rest; } < "$dir/$n"; } 2>/dev/null
  if [ "$2" = ${OF_THIS_PROGRAM} ]; then
    [ "$owner" = "$1" ] && [ "$pid" = "$$" ] || return 5
    { printf '%s %s\\n%s\\n' "$n" "$owner" "$3" > "$dir/.done"; } || return 4
  elif [ "$n" -ne "$2" ] || { [ -n "$owner" ] && [ "$owner" != "$1" ]; }; then return 0
  fi
  { printf '' > "$dir/$n"; } || return 4
}
release "$1" "$2" "$3"
`
