import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createTemplater } from '../../../src/adapters/template/templater.ts'

const folder = mkdtempSync(join(tmpdir(), 'longshore-lookups-'))
const vars: Readonly<Record<string, unknown>> = {
  playbook_dir: folder,
  role_path: join(folder, 'roles/web'),
  name: 'ann',
  which: 'name',
  users: [
    { name: 'ann', keys: ['k1', 'k2'] },
    { name: 'bob', keys: ['k3'] },
  ],
  ports: { http: 80, https: 443 },
}
const scope = {
  get: (name: string) => ({ ok: true, value: vars[name] }) as const,
  names: () => Object.keys(vars),
}
const templater = createTemplater({ env: { REGION: 'eu', PATH: process.env.PATH }, cwd: folder, home: folder })

beforeAll(() => {
  const files: Readonly<Record<string, string>> = {
    'files/motd': '  hello\n\n',
    'roles/web/files/motd': 'from the role\n',
    'roles/web/templates/conf.j2': 'user={{ name }} level={{ level }}\n',
    'roles/web/templates/data.j2': "{'a': [{{ ports.http }}, True]}",
    'conf/a.conf': '',
    'conf/b.conf': '',
    'conf/c.txt': '',
    'users.csv': 'name,uid\nann,1001\n"b,ob",1002\n',
    'users.ini': '[global]\nname = ann\n[web]\nPort: 80\nportal = x\n',
  }
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('lookups', () => {
  test.each<readonly [string, unknown]>([
    ["lookup('env', 'REGION')", 'eu'],
    ["lookup('env', 'NOPE') | default('none', true)", 'none'],
    ["lookup('env', 'NOPE', default='there')", 'there'],
    ["lookup('ansible.builtin.env', 'REGION') ~ '-1'", 'eu-1'],
    ["lookup('file', 'motd')", 'from the role'],
    ["lookup('file', playbook_dir ~ '/files/motd', lstrip=True)", 'hello'],
    ["lookup('file', playbook_dir ~ '/files/motd', rstrip=False)", '  hello\n\n'],
    ["lookup('vars', which)", 'ann'],
    ["lookup('vars', 'which', 'name')", 'name,ann'],
    ["lookup('vars', 'nope', default=[])", []],
    ["query('vars', 'name')", ['ann']],
    ["q('varnames', '^.*ich$')", ['which']],
    ["lookup('template', 'conf.j2', template_vars={'level': 3})", 'user=ann level=3\n'],
    ["lookup('template', 'data.j2')", { a: [80, true] }],
    ["lookup('template', 'data.j2', convert_data=False)", "{'a': [80, True]}"],
    ['lookup(\'pipe\', \'printf "%s" "$REGION"; pwd\')', `eu${folder}`],
    ["lookup('lines', 'printf \"a\\\\nb\\\\n\"', wantlist=True)", ['a', 'b']],
    ["q('fileglob', 'conf/*.conf')", [join(folder, 'conf/a.conf'), join(folder, 'conf/b.conf')]],
    ["q('fileglob', 'conf/*.nope')", []],
    ["lookup('first_found', ['nope', 'motd'])", join(folder, 'roles/web/files/motd')],
    ["lookup('first_found', {'files': 'x,a.conf', 'paths': 'conf'})", join(folder, 'conf/a.conf')],
    ["q('first_found', ['nope'], errors='ignore')", []],
    ["q('first_found', files=['nope'], skip=True)", []],
    ["lookup('csvfile', 'ann', file=playbook_dir ~ '/users.csv', delimiter=',')", '1001'],
    ["lookup('csvfile', 'b,ob file=users.csv delimiter=,')", '1002'],
    ["lookup('csvfile', 'zed file=users.csv delimiter=, default=0')", '0'],
    ["lookup('ini', 'name', file='users.ini')", 'ann'],
    ["lookup('ini', 'port section=web file=users.ini')", '80'],
    ["q('ini', '^port', section='web', file='users.ini', re=True)", ['80', 'x']],
    ["lookup('ini', 'nope', file='users.ini', default='d')", 'd'],
    ["q('dict', ports)[1].key", 'https'],
    ["q('nested', ['a', 'b'], [1, 2])[2]", ['b', 1]],
    ["q('together', ['a', 'b'], [1])", [['a', 1], ['b', null]]], // prettier-ignore
    ["q('indexed_items', ['a'])", [[0, 'a']]],
    ["q('subelements', users, 'keys') | map('last') | list", ['k1', 'k2', 'k3']],
    ["q('sequence', 'start=2 end=8 stride=3 format=web%02d')", ['web02', 'web05', 'web08']],
    ["q('sequence', end=3)", ['1', '2', '3']],
    ["lookup('file', 'nope', errors='ignore')", null],
    ["q('pipe', 'exit 2', errors='warn')", []],
    ["lookup('items', [1, 2], 3)", [1, 2, 3]],
    ["'x' if name == 'ann' else lookup('pipe', 'exit 1')", 'x'],
  ])('%s', (expression, value) => {
    expect(templater.evaluate(expression, scope)).toEqual({ ok: true, value })
  })

  test.each([
    [
      "lookup('file', 'nope.txt')",
      /lookup plugin 'file'\. Error was a <class 'ansible\.errors\.AnsibleError'>, original message: could not locate file in lookup: nope\.txt$/,
    ],
    ["lookup('vars', 'nope')", /^'nope' is undefined/],
    ["lookup('pipe', 'exit 3')", /returned 3$/],
    ["lookup('password', '/proc/nowhere/x')", /could not write \/proc\/nowhere\/x: ENOENT/],
    ["lookup('first_found', ['a', 'b'])", /^No file was found when using first_found\.$/],
    ["lookup('subelements', users, 'nope')", /could not find 'nope'/],
    ["lookup('sequence', '5-1')", /make stride negative$/],
    ["lookup('dict', 'text')", /with_dict expects a dict$/],
    ["lookup(which ~ 'x')", /^lookup plugin \(namex\) not found/],
    ["lookup('file', nope)", /^'nope' is undefined/],
  ])('%s is an error that says why', (expression, message) => {
    expect(templater.evaluate(expression, scope)).toMatchObject({ error: { message: expect.stringMatching(message) } })
  })

  test('runs a command once for each use in a text', () => {
    const log = join(folder, 'log')

    templater.render(`{{ lookup('pipe', 'echo x >> ${log}; echo 1') }} {{ q('pipe', 'echo y >> ${log}') }}`, scope)

    expect(readFileSync(log, 'utf8')).toBe('x\ny\n')
  })

  test('renders a variable that needs a lookup while a lookup is at work', () => {
    const inner = {
      get: (name: string) =>
        name === 'inner' ? templater.render("{{ lookup('vars', 'which') }}!", scope) : scope.get(name),
    }

    const text = templater.render("{% for n in ['inner'] %}{{ lookup('vars', n) }}{{ name }}{% endfor %}", inner)

    expect(text).toEqual({ ok: true, value: 'name!ann' })
  })

  test('a template that looks itself up ends in an error', () => {
    writeFileSync(join(folder, 'self.j2'), "{{ lookup('template', 'self.j2') }}")

    const result = templater.evaluate("lookup('template', 'self.j2')", scope)

    expect(result).toMatchObject({
      error: { message: expect.stringContaining('recursive loop detected in template string') },
    })
  })

  test('a password is made once, kept for its owner alone, and differs from the next', () => {
    const expression = "lookup('password', 'secrets/db length=24 chars=digits,ascii_lowercase')"

    const [first, second] = [templater.evaluate(expression, scope), templater.evaluate(expression, scope)]

    expect(first).toMatchObject({ ok: true, value: expect.stringMatching(/^[0-9a-z]{24}$/) })
    expect(second).toEqual(first)
    expect(statSync(join(folder, 'secrets/db')).mode & 0o777).toBe(0o600)
    expect(templater.evaluate("lookup('password', '/dev/null')", scope)).not.toEqual(first)
  })

  test('a stored password keeps the salt of its hash', () => {
    const expression = "lookup('password', 'secrets/shadow length=8 seed=a encrypt=sha256_crypt')"

    const [first, second] = [templater.evaluate(expression, scope), templater.evaluate(expression, scope)]

    expect(first).toMatchObject({ ok: true, value: expect.stringMatching(/^\$5\$rounds=535000\$/) })
    expect(second).toEqual(first)
  })
})
