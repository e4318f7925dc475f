import { readFileSync } from 'node:fs'
import { type CaseOutcome, differentialCases } from './differential-case.ts'
import { OWN_WORDS } from './differences.ts'
import { withoutReasons } from './in-own-words.ts'
import { runOurs } from './run-ours.ts'

/** Shows where Longshore's words differ from the recorded ones: `node test/differential/compare.ts [REGEX]`. */
const only = new RegExp(process.argv[2] ?? '')
const recorded = JSON.parse(readFileSync(new URL('recorded.json', import.meta.url), 'utf8')) as Record<
  string,
  CaseOutcome
>
let same = 0
const chosen = differentialCases().filter(({ name }) => only.test(name))
for (const given of chosen) {
  const theirs = recorded[given.name]
  const { stderr, ...rest } = await runOurs(given).catch((error: unknown) => ({
    stdout: '',
    exitCode: -1,
    files: {},
    stderr: String(error instanceof Error ? error.stack : error),
  }))
  const ours: CaseOutcome = given.comparesWords ? { ...rest, stderr } : rest
  const words = (stdout = '') => (OWN_WORDS.has(given.name) ? withoutReasons(stdout) : stdout)
  if (
    JSON.stringify({ ...ours, stdout: words(ours.stdout) }) ===
    JSON.stringify({ ...theirs, stdout: words(theirs?.stdout) })
  )
    same++
  else console.log([`### ${given.name}`, ...difference(theirs, ours), stderr].join('\n'))
}
console.log(`${same} of ${chosen.length} the same`)
process.exit(0)

function difference(theirs: CaseOutcome | undefined, ours: CaseOutcome): readonly string[] {
  const [left, right] = [linesOf(theirs), linesOf(ours)]
  const missing = left.filter((line) => !right.includes(line)).map((line) => `- ${line}`)
  const added = right.filter((line) => !left.includes(line)).map((line) => `+ ${line}`)
  const moved = missing.length + added.length === 0 ? ['(the same lines in another order or number)', ...right] : []
  return [...missing, ...added, ...moved]
}

function linesOf(outcome: CaseOutcome | undefined): readonly string[] {
  if (outcome === undefined) return []
  return [
    `exit ${outcome.exitCode}`,
    ...Object.entries(outcome.files).map(([name, text]) => `file ${name}: ${JSON.stringify(text)}`),
    ...outcome.stdout.split('\n'),
    ...(outcome.stderr ?? '').split('\n'),
  ]
}
