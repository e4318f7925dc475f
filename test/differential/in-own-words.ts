/**
 * Takes out what each of the two says in words of its own: where a mistake stands and how to mend it, and the file that a
 * copied one came from. What happened to whom, with which values, stays.
 */
export function withoutOwnWords(stdout: string): string {
  return stdout.startsWith('usage: ') ? '' : stdout.split('\n').flatMap(inSettledWords).join('\n')
}

function inSettledWords(line: string): readonly string[] {
  if (line.startsWith('An exception occurred during task execution.')) return []
  const source = /^ *"src": ".*",?$/.test(line)
  const settled = line.replace(/"src": "[^"]*", "state"/, '"state"').replace(/ {8}"diff": \[\],/, '')
  if (source || (settled.trim() === '' && line.trim() !== '')) return []
  const failed = /^(?<head>(?:fatal|failed): .* => )(?<result>\{.*\})$/.exec(settled)?.groups
  if (failed?.['result'] === undefined) return [undefinedAlone(settled)]
  return [`${failed['head'] ?? ''}${JSON.stringify(settledResult(JSON.parse(failed['result']) as Result))}`]
}

/** Takes out, besides, why a task failed: for a case in which each of the two says so in a sentence of its own. */
export function withoutReasons(stdout: string): string {
  const keys = SENTENCES.join('|')
  return stdout.replaceAll(new RegExp(`"(${keys})":"(?:[^"\\\\]|\\\\.)*"`, 'g'), '"$1":"<reason>"')
}

type Result = Record<string, unknown>

/** Keys whose texts are sentences, and of which only the names of what is undefined are compared. */
const SENTENCES = ['msg', 'message', 'reason', 'changed_when_result', 'failed_when_result']

function settledResult({ hint: _hint, ...result }: Result): Result {
  const settled = Object.fromEntries(
    Object.entries(result).map(([key, value]) => [
      key,
      SENTENCES.includes(key) && typeof value === 'string' ? settledSentence(value) : value,
    ]),
  )
  const isReasonAlone = Object.keys(settled).every((key) => key === 'changed' || SENTENCES.includes(key))
  if (isReasonAlone && settled['changed'] === false) delete settled['changed']
  return settled
}

function settledSentence(text: string): string {
  const undefinedOnes = text.match(/'[^']+' is undefined|has no attribute '[^']+'|has no element \d+/g)
  if (undefinedOnes !== null) return [...new Set(undefinedOnes)].at(-1) ?? ''
  if (/recursi|An unhandled exception occurred while templating/i.test(text)) return '<recursion>'
  const [line = ''] = text.split('\n')
  return withoutCauseAgain(line.replace(/ Hint: .*| on the Ansible Controller\.$/, ''))
}

/** Ansible ends an error with its cause once more: `...: no such file. no such file`. */
function withoutCauseAgain(text: string): string {
  return text.replace(/(?<=: |^)(?<cause>.+)\. \k<cause>$/, '$<cause>')
}

function undefinedAlone(line: string): string {
  return line.replace(/VARIABLE IS NOT DEFINED!: ('[^']*' is undefined)[.,] .*"/, 'VARIABLE IS NOT DEFINED!: $1"')
}
