import type { Finding } from '../finding.ts'
import { entriesOf, type PlacedNode } from '../placed-node.ts'

/** `rewrite`: regular expressions of Go to replacements, for the endpoints alone and never for the registry itself. */
export function rewriteFindings(rewrite: PlacedNode, hasEndpoints: boolean): Finding[] {
  const entries = entriesOf(rewrite)
  const unused: Finding[] =
    entries.length === 0 || hasEndpoints
      ? []
      : [
          {
            severity: 'ignored',
            code: 'rewrite',
            message: 'rewrite without endpoint: the registry itself is asked without it',
            ...rewrite.at,
          },
        ]
  return [...unused, ...entries.flatMap(({ key, keyAt }) => patternFindings(key, keyAt))]
}

function patternFindings(
  pattern: string,
  { line, column }: { readonly line: number; readonly column: number },
): Finding[] {
  const problem = goPatternProblem(pattern)
  if (problem === undefined) return []
  const message = `rewrite ${pattern} is no regular expression of Go (${problem}): k3s does not start with it`
  return [{ severity: 'fatal', code: 'rewrite', message, line, column }]
}

/** Go has no look-around and no back-references (RE2); else what JavaScript takes is near enough. */
function goPatternProblem(pattern: string): string | undefined {
  if (/\(\?(<?[=!])/.test(pattern)) return 'look-around'
  if (/\\[1-9]/.test(pattern)) return 'a back-reference'
  try {
    new RegExp(pattern.replace(/\(\?P</g, '(?<').replace(/^\(\?[ims]+\)/, ''))
    return undefined
  } catch {
    return 'it does not parse'
  }
}
