import { describe, expect, test } from '@jest/globals'
import { createTemplater } from '../../../src/adapters/template/templater.ts'
import { LongshoreError } from '../../../src/base/longshore-error.ts'
import { Secret } from '../../../src/base/secret.ts'
import { err, ok, type Result } from '../../../src/base/result.ts'
import { OMIT } from '../../../src/model/omit.ts'

const templater = createTemplater()

function scopeOf(vars: Readonly<Record<string, unknown>>) {
  const asked: string[] = []
  return {
    asked,
    get(name: string): Result<unknown, LongshoreError> {
      asked.push(name)
      return ok(vars[name])
    },
  }
}

const VARS = {
  name: 'web',
  mirrors: ['https://m1', 'https://m2'],
  daemon: { zeta: 1, alpha: { debug: true } },
  big: 9007199254740993n,
  omit: OMIT,
  hostvars: { h1: { ip: '10.0.0.1' } },
  host: 'h1',
  items: [{ name: 'a' }, { name: 'b', size: 2 }],
}

describe('render', () => {
  test.each([
    ['text without marks', 'plain text', 'plain text'],
    ['a list', '{{ mirrors }}', VARS.mirrors],
    ['a map, keys in order', '{{daemon}}', VARS.daemon],
    ['a whole number beyond 2^53', '{{ big }}', VARS.big],
    ['a sum beyond 2^53, as text', '{{ big + 1 }}', '9007199254740994'],
    ['the omit place holder', '{{ nope | default(omit) }}', OMIT],
    ['a lookup by another variable', '{{ hostvars[host].ip }}', '10.0.0.1'],
    ['a string in text', 'ip={{ hostvars[host].ip }}', 'ip=10.0.0.1'],
    ['a literal map with braces inside', "{{ {'a': {'b': 1}} }}", { a: { b: 1 } }],
    ['closing braces in a string', "{{ '}}' }}", '}}'],
  ])('gives %s natively', (_what, text, expected) => {
    const rendered = templater.render(text, scopeOf(VARS))

    expect(rendered).toEqual({ ok: true, value: expected })
  })

  test('asks the scope for no variable but those that the text names', () => {
    const scope = scopeOf(VARS)

    templater.render("{{ name | default(other) }} {# comment #} {{ 'quoted' ~ daemon.alpha['debug'] }}", scope)

    expect(scope.asked.sort()).toEqual(['daemon', 'name', 'other'])
  })

  test('a variable whose own text is undefined is undefined, and says why when it is used', () => {
    const broken = new LongshoreError('VARIABLE_UNDEFINED', "'deeper' is undefined")
    const scope = { get: (name: string) => (name === 'outer' ? err(broken) : ok(undefined)) }

    const used = templater.render('{{ outer }}', scope)
    const defaulted = templater.render("{{ outer | default('d') }}", scope)

    expect(used).toMatchObject({ error: { message: "'outer' is undefined: 'deeper' is undefined" } })
    expect(defaulted).toEqual({ ok: true, value: 'd' })
  })

  test('an error of the scope itself is the error, even behind a default', () => {
    const cycle = new LongshoreError('TEMPLATE_INVALID', 'a refers to itself')

    const rendered = templater.render("{{ a | default('d') }}", { get: () => err(cycle) })

    expect(rendered).toEqual({ ok: false, error: cycle })
  })

  test('goes on after a template that failed in a filter', () => {
    const failed = templater.render("{{ 'x' | from_json }}", scopeOf({}))
    const next = templater.render("{{ '[1]' | from_json }}", scopeOf({}))

    expect(failed.ok).toBe(false)
    expect(next).toEqual({ ok: true, value: [1] })
  })
})

describe('renderDeep', () => {
  test('renders values and keys inside lists and maps and leaves everything else as it is', () => {
    const secret = new Secret('s')

    const rendered = templater.renderDeep(
      { '{{ name }}_key': ['{{ mirrors[0] }}', { deep: 'x{{ name }}' }], port: 80, nothing: null, secret },
      scopeOf(VARS),
    )

    expect(rendered).toEqual({
      ok: true,
      value: { web_key: ['https://m1', { deep: 'xweb' }], port: 80, nothing: null, secret },
    })
  })

  test('refuses a value that contains itself', () => {
    const loop: unknown[] = []
    loop.push(loop)

    const rendered = templater.renderDeep(loop, scopeOf({}))

    expect(rendered).toMatchObject({ error: { code: 'TEMPLATE_INVALID', hint: 'Does a list or map contain itself?' } })
  })
})

describe('renderFile', () => {
  test('takes the line end after a block away and keeps the last one', () => {
    const text = 'a\n{% for m in mirrors %}\n- {{ m }}\n{% endfor %}\nend\n'

    const rendered = templater.renderFile(text, 'hosts.j2', scopeOf(VARS))

    expect(rendered).toEqual({ ok: true, value: 'a\n- https://m1\n- https://m2\nend\n' })
  })

  test('honours the options on the first line', () => {
    const text = '#jinja2: lstrip_blocks: True\n  {% if true %}\nyes\n  {% endif %}\n'

    const rendered = templater.renderFile(text, 'x.j2', scopeOf({}))

    expect(rendered).toEqual({ ok: true, value: 'yes\n' })
  })

  test.each([
    ['an undefined variable', 'ok\n{{ nope }}\n', "'nope' is undefined", 2],
    [
      'a wrong filter',
      'ok\n\n{{ 1 | uper }}\n',
      "template error while templating string: Could not load \"uper\": there is no filter 'uper': did you mean 'upper'?. String: x.j2",
      3,
    ],
    [
      'a block without end',
      '{% if true %}\n',
      "template error while templating string: Unexpected end of template. Jinja was looking for the following tags: 'elif' or 'else' or 'endif'. The innermost block that needs to be closed is 'if'. String: x.j2",
      1,
    ],
  ])('points at the line of %s', (_what, text, message, line) => {
    const rendered = templater.renderFile(text, 'x.j2', scopeOf({}))

    expect(rendered).toMatchObject({ error: { message, at: { file: 'x.j2', line } } })
  })
})

describe('errors', () => {
  test.each([
    ['nope', "'nope' is undefined"],
    ['nope == 1', "'nope' is undefined, in 'nope == 1'"],
    ['not nope', "'nope' is undefined, in 'not nope'"],
    ['nope()', "'nope' is undefined, in 'nope()'"],
    ['daemon.beta.gamma', "'daemon.beta' is undefined: 'dict object' has no attribute 'beta', in 'daemon.beta.gamma'"],
    [
      "daemon['beta'] ~ 'x'",
      "'daemon['beta']' is undefined: 'dict object' has no attribute 'beta', in 'daemon['beta'] ~ 'x''",
    ],
    ['mirrors[9]', "'mirrors[9]' is undefined: list object has no element 9"],
    ['[] | first', "No first item, sequence was empty., in '[] | first'"],
  ])('%s names what is undefined', (expression, message) => {
    const result = templater.evaluate(expression, scopeOf(VARS))

    expect(result).toMatchObject({ error: { code: 'VARIABLE_UNDEFINED', message } })
  })

  test.each([
    [
      'name | uper',
      "template error while templating string: Could not load \"uper\": there is no filter 'uper': did you mean 'upper'?. String: name | uper",
    ],
    [
      'name is defind',
      "template error while templating string: Could not load \"defind\": there is no test 'defind': did you mean 'defined'?. String: name is defind",
    ],
    ["lookup('fil', 'x')", "lookup plugin (fil) not found: did you mean 'file'?"],
    ['name ==', "template error while templating string: unexpected 'end of statement block'. String: name =="],
    [
      'name name',
      "template error while templating string: expected token 'end of statement block', got 'name'. String: name name",
    ],
    ['', 'template error while templating string: there is no expression. String: '],
    [
      "1 + 'a'",
      "Unexpected templating type error occurred on (1 + 'a'): unsupported operand type(s) for +: 'int' and 'str'",
    ],
    [
      "'(' | regex_search('(')",
      "''(' | regex_search('(')' cannot be rendered: regex_search: '(' is not a regular expression: Invalid regular expression: /(/gu: Unterminated group",
    ],
    ['name | from_json', "'name | from_json' cannot be rendered: from_json: Expecting value: line 1 column 1 (char 0)"],
    ['name is failed', "'name is failed' cannot be rendered: failed: The 'failed' test expects a dictionary"],
    [
      'mirrors | dict2items',
      "'mirrors | dict2items' cannot be rendered: dict2items requires a dictionary, got <class 'list'> instead.",
    ],
    ['4 | root(0)', "'4 | root(0)' cannot be rendered: root: float division by zero"],
    [
      "'1' is version('2', '~')",
      "''1' is version('2', '~')' cannot be rendered: version: Invalid operator type (~). Must be one of '==', '=', 'eq', '<', 'lt', '<=', 'le', '>', 'gt', '>=', 'ge', '!=', '<>', 'ne'",
    ],
  ])('%s is refused in one line', (expression, message) => {
    const result = templater.evaluate(expression, scopeOf(VARS))

    expect(result).toMatchObject({ error: { code: 'TEMPLATE_INVALID', message } })
  })

  test.each([
    [
      '{{ name',
      "template error while templating string: unexpected end of template: '{{' is never closed. String: {{ name",
    ],
    [
      'a\n{{ name | uper }}',
      "template error while templating string: Could not load \"uper\": there is no filter 'uper': did you mean 'upper'?. String: {{ name | uper }} (line 2 of it)",
    ],
    [
      '{% for x in %}{% endfor %}',
      "template error while templating string: unexpected 'end of statement block'. String: {% for x in %}{% endfor %}",
    ],
  ])('text %j is refused before anything is looked up', (text, message) => {
    const error = templater.checkTemplate(text)

    expect(error?.message).toBe(message)
  })

  test('a loop variable without the attribute is as undefined as any other', () => {
    const rendered = templater.render('{% for i in items %}{{ i.size }}{% endfor %}', scopeOf(VARS))

    expect(rendered).toMatchObject({ error: { code: 'VARIABLE_UNDEFINED' } })
  })

  test.each([
    '('.repeat(500) + '1' + ')'.repeat(500),
    'a' + '[a'.repeat(5000) + ']'.repeat(5000),
    'not '.repeat(5000) + 'a',
  ])('an expression that nests without end is refused, and the next one works', (expression) => {
    const deep = templater.evaluate(expression, scopeOf({ a: 1 }))
    const next = templater.evaluate('a + 1', scopeOf({ a: 1 }))

    expect(deep).toMatchObject({ error: { code: 'TEMPLATE_INVALID' } })
    expect(next).toEqual({ ok: true, value: 2 })
  })

  test('an error quotes no value', () => {
    const result = templater.evaluate('secret | from_json', scopeOf({ secret: 'hunter2' }))

    expect(JSON.stringify(result)).not.toContain('hunter2')
  })

  test('checks expressions without variables', () => {
    expect(templater.checkExpression('nope.x | default(1) > 2')).toBeUndefined()
    expect(templater.checkExpression('nope >')?.code).toBe('TEMPLATE_INVALID')
  })
})
