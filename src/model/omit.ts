import { randomBytes } from 'node:crypto'

/** What the variable `omit` holds: an argument with this value is as if it had not been written. New in every process. */
export const OMIT = `__omit_place_holder__${randomBytes(20).toString('hex')}`
