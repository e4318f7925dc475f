import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Secret } from '../../src/base/secret.ts'
import { seal } from '../../src/loader/vault/vault.ts'
import { Controller } from '../kit/controller.ts'

const IN_FILE = 'canary-file/"7f3a'
const INLINE = 'canary-inline-91c2'
const NO_LOG = 'canary-nolog-55d0'
const PLAIN = 'canary-plain-0b1e'
const ANY = /canary|Y2FuYXJ5|NhbmFye|jYW5hcn/

let controller: Controller
beforeEach(() => {
  controller = new Controller()
})
afterEach(() => {
  controller[Symbol.dispose]()
})

function sealed(text: string): string {
  return seal(Buffer.from(text), { id: 'default', password: new Secret('vault-pw') })
}

/** Each task brings a secret to a sink in a way of its own. */
function playbook(folder: string): string {
  const inline = sealed(INLINE).trimEnd().replaceAll('\n', '\n        ')
  return `- name: "play {{ from_file }}"
  hosts: all
  gather_facts: false
  vars_files: [secrets.yml]
  vars:
    inline: !vault |
        ${inline}
    json: '{"auth": "${PLAIN}", "port": 1}'
  tasks:
    - name: "task {{ inline }}"
      debug: {msg: "{{ from_file }} and {{ nested.list[0] }}"}
    - set_fact: {fact: "x-{{ inline }}"}
    - debug: {var: fact}
    - shell: echo '{{ inline }}' '{{ from_file | to_json }}' '{{ ("ab" ~ inline ~ "c") | b64encode }}'
      register: said
    - debug: {var: said.stdout_lines}
    - shell: "echo ${NO_LOG}; echo ${NO_LOG} >&2"
      no_log: true
      register: hidden
    - debug: {msg: "{{ hidden.stdout }}", verbosity: 1}
    - template: {src: t.j2, dest: "${folder}/out"}
    - copy: {content: "{{ json }}", dest: "${folder}/auth.json"}
    - copy: {content: "password: ${PLAIN}\\n", dest: "${folder}/app.yml"}
    - registry_auth: {registry: r.example, username: u, password: ${PLAIN}, config_file: "${folder}/config.json", verify: false}
    - debug: {msg: "{{ item }}"}
      loop: ["{{ from_file }}"]
    - uri: {url: "http://u:${PLAIN}@127.0.0.1:1/", timeout: 1}
      ignore_errors: true
    - command: "test {{ inline }} = {{ from_file }}"
      ignore_errors: true
    - assert: {that: inline == 'x', fail_msg: "not {{ inline }}"}
      ignore_errors: true
    - fail: {msg: "the end: {{ fact }}"}
`
}

function everythingIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .flatMap((entry) => (entry.isFile() ? [readFileSync(join(entry.parentPath, entry.name), 'utf8')] : []))
    .join('\n')
}

describe('a secret', () => {
  test.each([
    ['default', '-vvvv'],
    ['json', '-v'],
    ['ansible', '-vvv'],
    ['quiet', ''],
  ])('is in nothing that output %s prints, and in no file of the run', async (output, verbosity) => {
    const { folder } = controller
    writeFileSync(join(folder, 'hosts.ini'), 'h1 ansible_connection=local\n')
    writeFileSync(join(folder, 'pw'), 'vault-pw\n')
    writeFileSync(
      join(folder, 'secrets.yml'),
      sealed(`from_file: ${JSON.stringify(IN_FILE)}\nnested: {list: [${INLINE}]}\n`),
    )
    writeFileSync(join(folder, 't.j2'), 'token = "{{ inline }}"\nplain {{ from_file }}\n')
    writeFileSync(join(folder, 'auth.json'), '{"auth": "other", "port": 1}')
    writeFileSync(join(folder, 'play.yml'), playbook(folder))
    const argv = ['play.yml', '-i', 'hosts.ini', '--diff', '--vault-password-file', 'pw', '--output', output]

    const ran = await controller.run(['run', ...argv, ...(verbosity === '' ? [] : [verbosity])])
    const shown = await Promise.all([controller.show(), controller.runs('events', 'latest', '--output', 'json')])

    expect(ran.code).toBe(2)
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe(`token = "${INLINE}"\nplain ${IN_FILE}\n`)
    expect(readFileSync(join(folder, 'auth.json'), 'utf8')).toContain(PLAIN)
    const lines = [ran.output, everythingIn(join(folder, 'longshore')), shown[0], shown[1].output]
      .join('\n')
      .split('\n')
    expect(lines.filter((line) => ANY.test(line))).toEqual([])
    expect(everythingIn(join(folder, 'longshore'))).toContain('is a credential, and is not shown')
  })
})
