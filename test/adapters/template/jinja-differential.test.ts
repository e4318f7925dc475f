import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { createTemplater } from '../../../src/adapters/template/templater.ts'
import type { LongshoreError } from '../../../src/base/longshore-error.ts'
import type { Result } from '../../../src/base/result.ts'
import { KNOWN_DIFFERENCES } from './known-differences.ts'

const KINDS = ['expressions', 'texts', 'natives', 'files'] as const
type Kind = (typeof KINDS)[number]
type Answers = Readonly<Record<Kind, Readonly<Record<string, unknown>>>>
type Cases = { readonly vars: Readonly<Record<string, unknown>> } & Readonly<Record<Kind, readonly string[]>>

const folder = join(import.meta.dirname, 'oracle')
const cases = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as Cases
const recorded = JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8')) as Answers
const all = KINDS.flatMap((kind) => cases[kind].map((text) => ({ kind, text })))

const scope = {
  get: (name: string) => ({ ok: true, value: cases.vars[name] }) as const,
  names: () => Object.keys(cases.vars),
}
const templater = createTemplater()
const native = createTemplater({}, { native: true })
const run = {
  expressions: (text: string) => templater.evaluate(text, scope),
  texts: (text: string) => templater.render(text, scope),
  natives: (text: string) => native.render(text, scope),
  files: (text: string) => templater.renderFile(text, join(folder, 'templates/x.j2'), scope),
} satisfies Record<Kind, (text: string) => Result<unknown, LongshoreError>>

describe('Longshore answers as ansible-core does', () => {
  let same = 0
  afterAll(() => {
    const share = ((100 * same) / all.length).toFixed(2)
    process.stdout.write(`templates: ${same} of ${all.length} cases as ansible-core 2.14 has them (${share} %)\n`)
  })

  test.each(all.filter(({ text }) => !Object.hasOwn(KNOWN_DIFFERENCES, text)))('$kind $text', ({ kind, text }) => {
    expect(answerOf(run[kind](text))).toEqual(recorded[kind][text])
    same++
  })

  test.each(all.filter(({ text }) => Object.hasOwn(KNOWN_DIFFERENCES, text)))(
    'is known to differ in $kind $text',
    ({ kind, text }) => {
      const answer = answerOf(run[kind](text))

      expect(answer).toEqual(KNOWN_DIFFERENCES[text]?.answer)
      expect(answer).not.toEqual(recorded[kind][text])
    },
  )

  test('every known difference is one of a case', () => {
    const texts = new Set(all.map(({ text }) => text))

    expect(Object.keys(KNOWN_DIFFERENCES).filter((text) => !texts.has(text))).toEqual([])
  })

  test('the recorded answers are those of the ansible-core of this machine, where there is one', () => {
    expect(recorded).toEqual(liveAnswers() ?? recorded)
  })
})

function answerOf(result: Result<unknown, LongshoreError>): unknown {
  if (result.ok) return { value: plain(result.value) }
  return result.error.code === 'VARIABLE_UNDEFINED' ? { undefined: true } : { error: true }
}

/** As the oracle spells what JSON has no place for. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return `int ${value}`
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return `float ${Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'}`
  }
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  if (value.constructor.name !== 'Object') return 'object'
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
}

function liveAnswers(): Answers | undefined {
  const python = spawnSync('/usr/bin/python3', [join(folder, 'oracle.py')], {
    input: JSON.stringify(cases),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return python.status === 0 ? (JSON.parse(python.stdout) as Answers) : undefined
}
