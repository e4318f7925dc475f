import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { createTemplater } from '../../../src/adapters/template/templater.ts'
import type { Result } from '../../../src/base/result.ts'
import type { LongshoreError } from '../../../src/base/longshore-error.ts'

interface Cases {
  readonly vars: Readonly<Record<string, unknown>>
  readonly expressions: readonly string[]
  readonly texts: readonly string[]
}

interface Answers {
  readonly expressions: Readonly<Record<string, unknown>>
  readonly texts: Readonly<Record<string, unknown>>
}

const folder = join(import.meta.dirname, 'oracle')
const cases = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as Cases
const recorded = JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8')) as Answers

/** What Longshore does otherwise, and knows. */
const KNOWN_DIFFERENCES: Readonly<Record<string, unknown>> = {}

const scope = { get: (name: string) => ({ ok: true, value: cases.vars[name] }) as const }
const templater = createTemplater()

describe('Longshore answers as ansible-core with Python Jinja2 does', () => {
  test.each(cases.expressions)('expression %j', (expression) => {
    const answer = answerOf(templater.evaluate(expression, scope))

    expect(answer).toEqual(KNOWN_DIFFERENCES[expression] ?? recorded.expressions[expression])
  })

  test.each(cases.texts)('text %j', (text) => {
    const answer = answerOf(templater.render(text, scope))

    expect(answer).toEqual(KNOWN_DIFFERENCES[text] ?? recorded.texts[text])
  })

  test('the recorded answers are those of the ansible-core of this machine, where there is one', () => {
    expect(recorded).toEqual(liveAnswers() ?? recorded)
  })

  test('keeps the order of keys where Python does', () => {
    const answer = templater.evaluate('daemon | dict2items | map(attribute="key") | list', scope)

    expect(answer).toEqual({ ok: true, value: Object.keys(cases.vars.daemon as object) })
  })
})

function answerOf(result: Result<unknown, LongshoreError>): unknown {
  if (result.ok) return { value: result.value }
  return result.error.code === 'VARIABLE_UNDEFINED' ? { undefined: true } : { error: result.error.message }
}

function liveAnswers(): Answers | undefined {
  const python = spawnSync('/usr/bin/python3', [join(folder, 'oracle.py')], {
    input: JSON.stringify(cases),
    encoding: 'utf8',
  })
  return python.status === 0 ? (JSON.parse(python.stdout) as Answers) : undefined
}
