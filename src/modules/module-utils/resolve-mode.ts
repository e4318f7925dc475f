const READ = 4
const WRITE = 2
const EXECUTE = 1

type Who = 'u' | 'g' | 'o'
const SHIFT: Readonly<Record<Who, number>> = { u: 6, g: 3, o: 0 }
const SPECIAL: Readonly<Record<Who, number>> = { u: 0o4000, g: 0o2000, o: 0 }

/**
 * The permission bits that a mode asks for: a number as it is, chmod's symbolic form (`u=rwX,g-w,+x`) applied to the
 * bits that are there; `g=u` copies the bits from before all clauses (Ansible). Without a "who" the umask holds back bits, as in chmod(1).
 */
export function resolveMode(mode: number | string, current: number, isDirectory: boolean, umask = 0o022): number {
  if (typeof mode === 'number') return mode
  return mode
    .split(',')
    .reduce((bits, clause) => applyClause(clause, { bits, original: current, isDirectory, umask }), current)
}

interface State {
  readonly bits: number
  readonly original: number
  readonly isDirectory: boolean
  readonly umask: number
}

function applyClause(clause: string, state: State): number {
  const [, who = '', actions = ''] = /^([ugoa]*)(.*)$/.exec(clause) ?? []
  const targets: readonly Who[] = who === '' || who.includes('a') ? ['u', 'g', 'o'] : (Array.from(who) as Who[])
  const held = who === '' ? state.umask : 0
  let bits = state.bits
  for (const [, operator, permissions = ''] of actions.matchAll(/([=+-])([rwxXstugo]*)/g)) {
    const named = { ...state, bits }
    for (const target of targets) {
      const wanted = permissionBits(permissions, target, named) & ~held
      if (operator === '+') bits |= wanted
      if (operator === '-') bits &= ~wanted
      if (operator === '=') bits = (bits & ~ownBits(target, state.isDirectory)) | wanted
    }
    const sticky = permissions.includes('t') && (who === '' || who.includes('o') || who.includes('a')) ? 0o1000 : 0
    bits = operator === '-' ? bits & ~sticky : bits | sticky
  }
  return bits
}

function permissionBits(permissions: string, target: Who, state: State): number {
  let bits = 0
  let special = 0
  for (const letter of permissions) {
    if (letter === 'r') bits |= READ
    if (letter === 'w') bits |= WRITE
    if (letter === 'x') bits |= EXECUTE
    if (letter === 'X' && (state.isDirectory || (state.original & 0o111) !== 0)) bits |= EXECUTE
    if (letter === 's') special |= SPECIAL[target]
    if (letter === 'u' || letter === 'g' || letter === 'o') bits |= (state.original >> SHIFT[letter]) & 7
  }
  return (bits << SHIFT[target]) | special
}

/** What `=` clears for one "who": set-id bits of a directory stay, as chmod(1) keeps them. */
function ownBits(target: Who, isDirectory: boolean): number {
  return (7 << SHIFT[target]) | (isDirectory ? 0 : SPECIAL[target])
}

/** How Ansible writes permission bits: "0644", "04755". */
export function modeText(mode: number): string {
  return `0${mode.toString(8).padStart(3, '0')}`
}
