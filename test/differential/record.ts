import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { type CaseOutcome, differentialCases } from './differential-case.ts'
import { runTheirs } from './run-theirs.ts'

/**
 * Runs the cases with ansible-core (Debian's package) and keeps what it did: `node test/differential/record.ts [REGEX]`.
 * With a regex, those that match; the others keep what is recorded.
 */
const only = new RegExp(process.argv[2] ?? '')
const file = new URL('recorded.json', import.meta.url)
const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, CaseOutcome>) : {}
const recorded: Record<string, CaseOutcome> = {}
for (const given of differentialCases()) {
  const known = before[given.name]
  recorded[given.name] = known !== undefined && !only.test(given.name) ? known : runTheirs(given)
}
writeFileSync(file, `${JSON.stringify(recorded, undefined, 1)}\n`)
