import { randomBytes } from 'node:crypto'

/** What the variable `omit` holds: an argument with this value is as if it had not been written. New in every process. */
export let OMIT = newOmit()

/** For a process that begins as a copy of another. */
export function renewOmit(): void {
  OMIT = newOmit()
}

function newOmit(): string {
  return `__omit_place_holder__${randomBytes(20).toString('hex')}`
}
