import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { systemClock } from '../../src/adapters/clock.ts'
import { createConnector } from '../../src/adapters/connector.ts'
import { LongshoreError } from '../../src/base/longshore-error.ts'
import { err } from '../../src/base/result.ts'
import { Interrupts } from '../../src/engine/interrupts.ts'
import { type Ran, runText } from '../kit/run-text.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'longshore-transactions-'))
  writeFileSync(join(folder, 'kept.conf'), 'one\n# two\r\nthree')
  chmodSync(join(folder, 'kept.conf'), 0o640)
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const ssh = {
  open: ({ name }: { readonly name: string }) =>
    Promise.resolve(err(new LongshoreError('HOST_UNREACHABLE', `${name} is not reached from here`))),
}

/** Plays on this machine, whose hosts share its files; `$` is the folder of the test. */
function run(tasks: string, more: { handlers?: string; hosts?: string; interrupts?: Interrupts } = {}): Promise<Ran> {
  const { handlers = '[]', hosts = 'h1', interrupts } = more
  return runText({
    playbook: `- hosts: all\n  gather_facts: false\n  tasks:\n${tasks}\n  handlers: ${handlers}\n`.replaceAll(
      '$',
      folder,
    ),
    inventory: `${hosts} ansible_connection=local\n`,
    connector: createConnector({ clock: systemClock, ssh }),
    ...(interrupts === undefined ? {} : { interrupts }),
  })
}

function text(name: string): string | undefined {
  const path = join(folder, name)
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

const CHANGES = `
      - {name: line, lineinfile: {path: $/kept.conf, line: four}}
      - {name: again, replace: {path: $/kept.conf, regexp: one, replace: ONE}}
      - {name: new, copy: {dest: $/new.conf, content: hello}}
      - {name: folder, file: {path: $/deep/folder, state: directory, mode: '0700'}}
      - {name: block of lines, blockinfile: {path: $/kept.conf, block: five}}
      - {name: mode, file: {path: $/kept.conf, mode: '0600'}}`

const FAILING = `
      - {name: breaks, command: 'false'}`

describe('a transaction that fails', () => {
  test('puts every changed task back, newest first: bytes, modes and what was not there', async () => {
    const ran = await run(`    - transaction: true\n      block:${CHANGES}${FAILING}`)

    expect(text('kept.conf')).toBe('one\n# two\r\nthree')
    expect(statSync(join(folder, 'kept.conf')).mode & 0o777).toBe(0o640)
    expect(existsSync(join(folder, 'new.conf'))).toBe(false)
    expect(existsSync(join(folder, 'deep'))).toBe(false)
    const undone = ran.events.flatMap((event) => (event.type === 'undo-finished' ? [event.rollback] : []))
    expect(undone.filter((rollback) => rollback !== 'none')).toEqual(Array(6).fill('done'))
    expect(ran.recap?.hosts.get('h1')).toMatchObject({ failed: 1, changed: 6, rollback: 'done' })
  })

  test('is over before rescue and always, which see that it was rolled back', async () => {
    const ran = await run(`    - transaction: true
      block:${CHANGES}${FAILING}
      rescue:
        - {name: seen, slurp: {src: $/kept.conf}}
        - {name: told, debug: {var: ansible_failed_result.rolled_back}}
      always:
        - {name: last, stat: {path: $/new.conf}}`)

    expect(Buffer.from(String(ran.result('seen').values['content']), 'base64').toString()).toBe('one\n# two\r\nthree')
    expect(ran.result('told').values).toMatchObject({ 'ansible_failed_result.rolled_back': true })
    expect(ran.result('last').values).toMatchObject({ stat: { exists: false } })
    expect(ran.recap?.hosts.get('h1')).toMatchObject({ failed: 0, rescued: 1, rollback: 'done' })
  })

  test('leaves alone what was done before it, and what an inner one finished goes with the outer one', async () => {
    await run(`    - {copy: {dest: $/before.conf, content: stays}}
    - transaction: true
      block:
        - transaction: true
          block:
            - {copy: {dest: $/inner.conf, content: goes}}
        - {command: 'false'}`)

    expect(text('before.conf')).toBe('stays')
    expect(text('inner.conf')).toBeUndefined()
  })

  test('undoes only the inner one where that is rescued', async () => {
    const ran = await run(`    - transaction: true
      block:
        - {copy: {dest: $/outer.conf, content: stays}}
        - transaction: true
          block:
            - {copy: {dest: $/inner.conf, content: goes}}
            - {command: 'false'}
          rescue:
            - {debug: {msg: rescued}}`)

    expect([text('outer.conf'), text('inner.conf')]).toEqual(['stays', undefined])
    expect(ran.recap?.hosts.get('h1')).toMatchObject({ failed: 0, rescued: 1 })
  })

  test('runs the handlers again that ran, and forgets those that it alone had notified', async () => {
    await run(
      `    - {copy: {dest: $/outside.conf, content: x}, notify: outside}
    - transaction: true
      block:
        - {copy: {dest: $/a.conf, content: new}, notify: read a}
        - {meta: flush_handlers}
        - {copy: {dest: $/b.conf, content: new}, notify: read b}
        - {command: 'false'}
      rescue:
        - {debug: {msg: go on}}`,
      {
        handlers: `
    - {name: read a, shell: 'cat $/a.conf >> $/log 2>/dev/null || echo "no a" >> $/log'}
    - {name: read b, shell: 'echo b >> $/log'}
    - {name: outside, shell: 'echo outside >> $/log'}`,
      },
    )

    expect(text('log')).toBe('newoutside\nno a\noutside\n')
  })

  test('says of a task that has no undo that it stays, and does not call the host as before', async () => {
    const ran = await run(`    - transaction: true
      block:
        - {name: makes, command: touch $/made}
        - {name: quiet, command: touch $/quiet, changed_when: false}
        - {copy: {dest: $/new.conf, content: hello}}
        - {command: 'false'}`)

    expect(text('new.conf')).toBeUndefined()
    const errors = ran.events.flatMap((event) => (event.type === 'undo-finished' ? event.errors : []))
    expect(errors.map((error) => error.message)).toEqual([expect.stringContaining("the task 'makes' changed the host")])
    expect(ran.recap?.hosts.get('h1')).toMatchObject({ failed: 1, rollback: 'failed' })
  })

  test('says so when somebody else changed what it put back', async () => {
    const ran = await run(`    - transaction: true
      block:
        - {name: first, file: {path: $/kept.conf, mode: '0600'}}
        - {name: meddles, shell: "echo other > $/kept.conf; chmod 600 $/kept.conf; chattr +i $/kept.conf", changed_when: false}
        - {command: 'false'}`)
    await run(`    - {shell: "chattr -i $/kept.conf"}`)

    expect(ran.recap?.hosts.get('h1')).toMatchObject({ failed: 1, rollback: 'failed' })
  })
})

describe('a transaction that goes well', () => {
  test('says beforehand what it could not undo', async () => {
    const ran = await run(`    - transaction: true
      block:
        - {name: lasting, command: touch $/made}
        - {name: looks, command: 'true', changed_when: false}
        - {name: undoable, copy: {dest: $/new.conf, content: hello}}
    - {name: outside, command: 'true'}`)

    expect(ran.result('lasting').notes).toEqual(['the transaction cannot undo this: run: touch'])
    for (const task of ['looks', 'undoable', 'outside']) expect(ran.result(task).notes).toBeUndefined()
  })

  test('changes what its tasks change, and nothing is undone by a later failure', async () => {
    const ran = await run(`    - transaction: true\n      block:${CHANGES}\n    - {command: 'false'}`)

    expect(text('new.conf')).toBe('hello')
    expect(ran.events.some((event) => event.type === 'undo-started')).toBe(false)
  })
})

describe('transaction as a keyword', () => {
  test.each([
    ['{guard: 2}', "transaction: guard: expected a time of at least 5 s, found '2'"],
    ['{guard: soon}', "transaction: guard: expected a time of at least 5 s, found 'soon'"],
    ['{gaurd: 2m}', "transaction: unknown key 'gaurd': did you mean 'guard'?"],
    ['perhaps', 'transaction: expected true, false or its terms, found a string'],
  ])('%s is refused with its place', async (value, message) => {
    const ran = await run(`    - transaction: ${value}\n      block:${FAILING}`)

    expect(ran.problems).toEqual([
      expect.objectContaining({ code: 'PLAYBOOK_INVALID', message: expect.stringContaining(message) }),
    ])
    expect(ran.problems[0]?.at?.line).toBe(4)
  })
})

describe('a run that stops inside a transaction', () => {
  test('by any_errors_fatal: hosts that were well are rolled back, too', async () => {
    const ran = await runText({
      playbook: `- hosts: all
  gather_facts: false
  any_errors_fatal: true
  tasks:
    - transaction: true
      block:
        - {copy: {dest: "${folder}/{{ inventory_hostname }}", content: x}}
        - {command: 'false', when: inventory_hostname == 'h2'}
        - {command: 'true'}
`,
      inventory: 'h[1:3] ansible_connection=local\n',
      connector: createConnector({ clock: systemClock, ssh }),
    })

    expect(['h1', 'h2', 'h3'].map((name) => text(name))).toEqual([undefined, undefined, undefined])
    expect(ran.recap?.hosts.get('h1')).toMatchObject({ rollback: 'done' })
  })

  test('by Ctrl-C: the block that cannot end is undone', async () => {
    const interrupts = new Interrupts()
    const running = run(
      `    - transaction: true
      block:
        - {copy: {dest: $/new.conf, content: x}}
        - {name: waits, shell: "touch $/begun; sleep 1", changed_when: false}
        - {copy: {dest: $/never.conf, content: x}}`,
      { interrupts },
    )
    while (text('begun') === undefined) await systemClock.sleep(20)
    interrupts.interrupt('SIGINT')
    const ran = await running

    expect([text('new.conf'), text('never.conf')]).toEqual([undefined, undefined])
    expect(ran.recap?.hosts.get('h1')).toMatchObject({ rollback: 'done' })
  })
})
