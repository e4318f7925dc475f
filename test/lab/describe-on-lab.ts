import { describe } from '@jest/globals'
import { labAvailability } from './ensure.ts'

export const availability = labAvailability()
if (!availability.available) process.stderr.write(`SKIPPED: ${availability.reason}\n`)

/** `describe` where the lab can run; elsewhere the tests are told as skipped, with the reason on stderr. */
export const describeOnLab = availability.available ? describe : describe.skip
