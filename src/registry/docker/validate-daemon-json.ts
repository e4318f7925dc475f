import { parseJsonAsReadersDo, parseStrictJson, type JsonObject } from '../../text-edit/strict-json.ts'
import { positionAt, type TextProblem } from '../../text-edit/text-problem.ts'
import type { Finding } from '../finding.ts'
import { has } from '../capabilities/matrix.ts'
import type { Version } from '../version.ts'
import type { DockerdFlags } from './dockerd-flags.ts'
import { combinationFindings } from './key-combinations.ts'
import { keyFindings } from './key-findings.ts'

const NO_FLAGS: DockerdFlags = new Map()

/**
 * What dockerd of this version, started with these flags, makes of a daemon.json. Stricter than `dockerd --validate`,
 * which lets whole classes of ignored keys and bad registries pass. No finding is `fatal`: the daemon starts with it.
 */
export function validateDaemonJson(text: string, version: Version, flags: DockerdFlags = NO_FLAGS): Finding[] {
  const mark = byteOrderMark(text, version)
  if (mark.length === 0 && text.replace(/^\uFEFF/, '').trim() === '') return emptyFile(version)
  const strict = parseStrictJson(text)
  const problems = strict.ok ? [] : strict.error.map((problem) => textFinding(problem, version))
  const object = strict.ok ? strict : parseJsonAsReadersDo(text)
  return [...mark, ...problems, ...(object.ok ? memberFindings(text, object.value, version, flags) : [])]
}

export function fatalFindings(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => finding.severity === 'fatal')
}

function emptyFile(version: Version): Finding[] {
  if (has('docker', version, 'empty-file')) return []
  const message = 'the file is empty: Docker before 23.0.0 does not start with it'
  return [{ severity: 'fatal', code: 'empty-file', message, line: 1, column: 1, fix: 'write {} or remove the file' }]
}

function byteOrderMark(text: string, version: Version): Finding[] {
  if (!text.startsWith('\uFEFF') || has('docker', version, 'encodings-by-mark')) return []
  const message = 'the file begins with a byte order mark: Docker before 23.0.0 does not start with it'
  return [{ severity: 'fatal', code: 'byte-order-mark', message, line: 1, column: 1 }]
}

function textFinding(problem: TextProblem, version: Version): Finding {
  const { message, line, column } = problem
  if (problem.kind === 'duplicate-key') return { severity: 'ignored', code: 'duplicate-key', message, line, column }
  if (problem.kind !== 'trailing-content') return { severity: 'fatal', code: 'syntax', message, line, column }
  const refused = has('docker', version, 'trailing-content-refused')
  return {
    severity: refused ? 'fatal' : 'ignored',
    code: 'trailing-content',
    message: `${message}: Docker before 23.0.0 ignores it, later ones do not start`,
    line,
    column,
  }
}

function memberFindings(text: string, object: JsonObject, version: Version, flags: DockerdFlags): Finding[] {
  const last = new Map(object.members.map((member) => [member.key, member]))
  const combined = combinationFindings(object.value, { version, flags })
  return object.members.flatMap((member) => {
    const together = last.get(member.key) === member ? combined.get(member.key) : undefined
    const raw = text.slice(member.valueOffset, member.valueEnd)
    const reading = { key: member.key, value: member.value, raw, isReplaced: last.get(member.key) !== member }
    const found = keyFindings(reading, { version, flags })
    return [...found, ...(together === undefined ? [] : [together])].map((finding) => ({
      ...finding,
      ...positionAt(text, member.keyOffset),
    }))
  })
}
