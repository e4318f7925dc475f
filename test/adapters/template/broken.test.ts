import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createTemplater } from '../../../src/adapters/template/templater.ts'

const folder = mkdtempSync(join(tmpdir(), 'longshore-broken-'))
const templater = createTemplater({ cwd: folder })
const scope = { get: (name: string) => ({ ok: true, value: name === 'name' ? 'web' : undefined }) as const }

beforeAll(() => {
  writeFileSync(join(folder, 'self.j2'), "{% include 'self.j2' %}")
  writeFileSync(join(folder, 'child.j2'), "{% extends 'child.j2' %}")
  writeFileSync(join(folder, 'inner.j2'), 'fine\n{{ name }}\n  {{ nope }}\n')
  writeFileSync(join(folder, 'syntax.j2'), 'fine\n{% if %}\n')
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('a broken template', () => {
  test.each([
    ['a macro that calls itself', '{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}'],
    ['a template that includes itself', "{% include 'self.j2' %}"],
    ['a template that extends itself', "{% include 'child.j2' %}"],
  ])('%s is told as a loop', (_what, text) => {
    const rendered = templater.renderFile(text, join(folder, 'x.j2'), scope)

    expect(rendered).toMatchObject({
      error: {
        code: 'TEMPLATE_INVALID',
        message: expect.stringContaining('recursive loop detected in template string'),
      },
    })
  })

  test.each([
    ["\n{% include 'inner.j2' %}", 'inner.j2', 3, 6],
    ["\n{% include 'syntax.j2' %}", 'syntax.j2', 2, 6],
    ['#jinja2: trim_blocks: False\nok\n {{ nope }}', 'x.j2', 3, 5],
  ])('%j is told with the file, line and column of what is wrong', (text, file, line, column) => {
    const rendered = templater.renderFile(text, join(folder, 'x.j2'), scope)

    expect(rendered).toMatchObject({ error: { at: { file: join(folder, file), line, column } } })
  })

  test.each([
    ["name | json_query('x')", "'json_query' is of the collection community.general"],
    ['name | ansible.utils.ipaddr', "'ipaddr' is of the collection ansible.utils"],
    ['name | upper(nope=1)', "upper() got an unexpected keyword argument 'nope'"],
    ['range(10 ** 9)', 'range too big'],
    ["'x' * 10 ** 9", 'the result would be too long'],
    ['2 ** (10 ** 7)', 'the power is too large'],
    ["'/etc' is same_file('/nope/nope')", 'ENOENT'],
    ['name()', "'str' object is not callable"],
  ])('%s says what is wrong', (expression, problem) => {
    expect(templater.evaluate(expression, scope)).toMatchObject({
      error: { message: expect.stringContaining(problem) },
    })
  })

  test('{% do %} says which extension it needs, and works with it', () => {
    const text =
      '{% set l = [] %}{% do l.append(1) %}{% for i in [1, 2, 3] %}{% if i == 2 %}{% break %}{% endif %}{{ l + [i] }}{% endfor %}'
    const extended = createTemplater({}, { extensions: ['jinja2.ext.do', 'jinja2.ext.loopcontrols'] })

    expect(templater.checkTemplate(text)?.message).toContain('jinja2_extensions = jinja2.ext.do')
    expect(extended.render(text, scope)).toEqual({ ok: true, value: [1, 1] })
  })

  test('cut or changed anywhere, it is an error or a result, never an exception', () => {
    const cases = JSON.parse(readFileSync(join(import.meta.dirname, 'oracle/cases.json'), 'utf8')) as {
      readonly texts: readonly string[]
    }
    const texts = cases.texts.filter((text) => !/lookup|q\(|query/.test(text))
    const mutation = fc.record({
      text: fc.constantFrom(...texts),
      at: fc.nat(60),
      drop: fc.nat(3),
      add: fc.constantFrom(
        '',
        '{{',
        '}}',
        '{%',
        '|',
        '(',
        ')',
        '[',
        "'",
        '\\',
        ' is ',
        ' if ',
        '**',
        'nope',
        '#}',
        '\n',
      ),
    })

    fc.assert(
      fc.property(mutation, ({ text, at, drop, add }) => {
        const broken = text.slice(0, at) + add + text.slice(at + drop)

        expect(typeof templater.render(broken, scope).ok).toBe('boolean')
        expect(typeof templater.renderFile(broken, join(folder, 'x.j2'), scope).ok).toBe('boolean')
      }),
      { numRuns: 500, seed: 3 },
    )
  })
})
