import { describe, expect, test } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import { deriveKeys } from '../../src/model/vault/cipher.ts'
import { seal, Vault, type VaultSecret } from '../../src/loader/vault/vault.ts'
import { runText } from '../kit/run-text.ts'

const SECRET: VaultSecret = { id: 'default', password: new Secret('pw') }
const PLAIN = 'geheim-7f3a'

function sealed(text: string): string {
  return seal(Buffer.from(text), SECRET)
}

/** A `!vault` value, indented to stand below its key. */
function inline(text: string): string {
  const lines = sealed(text).trimEnd().split('\n')
  return `!vault |\n${lines.map((line) => `        ${line}`).join('\n')}`
}

const INLINE_PLAY = (text: string) =>
  ['- hosts: all', '  gather_facts: false', '  vars:', `    s: ${inline(text)}`, '  tasks:'].join('\n')

describe('a run', () => {
  test('uses encrypted vars_files, values and sources, and opens each once for all hosts', async () => {
    let derived = 0
    const vault = new Vault([SECRET], {
      derive: (password, salt) => {
        derived++
        return deriveKeys(password, salt)
      },
    })
    const inventory = Array.from({ length: 20 }, (_, index) => `h${index} ansible_connection=local`).join('\n')

    const ran = await runText({
      vault,
      inventory,
      files: { 'v.yml': sealed('fromfile: a\n'), 'data.txt': sealed('b') },
      playbook: `${INLINE_PLAY('c{{ no }}')}
    - name: show
      set_fact: {shown: "{{ fromfile }} {{ s }}"}
    - name: whole
      assert: {that: shown | length == 11}
    - name: write
      copy: {src: data.txt, dest: "{{ playbook_dir }}/{{ inventory_hostname }}"}
    - name: same
      copy: {content: b, dest: "{{ playbook_dir }}/{{ inventory_hostname }}"}
`.replace('  vars:', '  vars_files: [v.yml]\n  vars:'),
    })

    expect(ran.problems).toEqual([])
    expect(ran.result('show', 'h19')).toMatchObject({
      status: 'ok',
      values: { ansible_facts: { shown: 'a [secret]' } },
    })
    expect(ran.result('whole', 'h19')).toMatchObject({ status: 'ok' })
    expect(ran.result('same', 'h19')).toMatchObject({ status: 'ok' })
    expect(derived).toBe(3)
  })

  test('needs no password for a value that no task uses', async () => {
    const ran = await runText({ playbook: `${INLINE_PLAY(PLAIN)}\n    - {name: go, ping: }\n` })

    expect(ran.result('go')).toMatchObject({ status: 'ok' })
  })

  test('fails the task that uses a value which no password opens, at the place of the value', async () => {
    const ran = await runText({ playbook: `${INLINE_PLAY(PLAIN)}\n    - {name: go, debug: {msg: "{{ s }}"}}\n` })

    expect(ran.result('go')).toMatchObject({
      status: 'failed',
      error: {
        code: 'VAULT_LOCKED',
        message:
          'Attempting to decrypt but no vault secrets found: a !vault value is encrypted, and no vault password is given',
        at: { line: 4, column: 15 },
      },
    })
  })

  test('never journals the plain text of what it only loaded', async () => {
    const ran = await runText({
      vault: new Vault([SECRET]),
      files: { 'v.yml': sealed(`fromfile: ${PLAIN}\n`) },
      playbook: `${INLINE_PLAY(PLAIN)}\n    - {name: go, ping: }\n`.replace(
        '  vars:',
        '  vars_files: [v.yml]\n  vars:',
      ),
    })

    expect(ran.result('go')).toMatchObject({ status: 'ok' })
    expect(JSON.stringify(ran.events)).not.toContain(PLAIN)
  })
})
