/**
 * Shell function `effective_user`: sets $uid to the number of the user that acts. The kernel's own word for it needs no process;
 * id(1) has it where /proc is not mounted.
 */
export const EFFECTIVE_USER = `
effective_user() {
  uid=
  { while read -r key rest uid more; do [ "$key" != Uid: ] || break; uid=; done < /proc/self/status; } 2>/dev/null
  [ -n "$uid" ] || uid=$(id -u)
}
`
