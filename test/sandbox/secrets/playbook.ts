import { Secret } from '../../../src/base/secret.ts'
import { seal } from '../../../src/loader/vault/vault.ts'
import { AUTH, MARKER, SECRETS } from './canaries.ts'

export const VAULT_PASSWORD = 'opens-the-vault'

export function sealed(text: string): string {
  return seal(Buffer.from(text), { id: 'default', password: new Secret(VAULT_PASSWORD) })
}

/** What is beside the playbook. */
export const FILES: Readonly<Record<string, string>> = {
  'secrets.yml': sealed(`from_file: ${JSON.stringify(SECRETS.vaultFile)}\nnested: {list: [${SECRETS.vaultInline}]}\n`),
  pw: `${VAULT_PASSWORD}\n`,
  't.j2': `# ${MARKER}\ntoken = "{{ inline }}"\nplain {{ from_file }}\nurl {{ from_file | urlencode }}\n`,
  'say.sh': `echo ${MARKER} "$SAID"\n`,
  'parts/1': 'one\n',
  'more.yml': `- debug: {msg: "${MARKER} {{ said_by }}"}\n`,
  'library/own.sh': '#!/bin/sh\n# WANT_JSON\nprintf \'{"changed": false, "said": %s}\' "$(cat "$1")"\n',
}

const PROXY = `http://ann:${SECRETS.urlPassword}@${MARKER}.example:3128`
const REGISTRY_CONFIG = JSON.stringify({
  runtimes: ['docker'],
  mirrors: { 'docker.io': [`http://${MARKER}.example:5000`] },
  proxies: { http: PROXY, https: PROXY },
})

/** What differs from the hosts, and how. */
export const DRIFT = `- {hosts: all, become: true, tasks: [{registry_config: ${REGISTRY_CONFIG}}]}\n`

/** It stays, and is rolled back by a word. */
export const KEPT = `- name: "${MARKER} {{ nested.list[0] }}"
  hosts: all
  gather_facts: false
  become: true
  vars_files: [secrets.yml]
  tasks:
    - transaction: true
      block:
        - copy: {content: "${MARKER} {{ from_file }}", dest: "/srv/${MARKER}/kept"}
`

/** Everything that the modules do with secrets, on a host of the sandbox. The secrets reach the task as texts, not as commands. */
export function playbook(url: string): string {
  const inline = sealed(SECRETS.vaultInline).trimEnd().replaceAll('\n', '\n        ')
  return `- name: "${MARKER} {{ inline }}"
  hosts: all
  gather_facts: false
  become: true
  vars_files: [secrets.yml]
  vars:
    inline: !vault |
        ${inline}
    registry_password: ${SECRETS.registryPassword}
    dir: /srv/${MARKER}
  rollout: {stages: ["100%"]}
  handlers:
    - name: later
      debug: {msg: "${MARKER} {{ inline }}"}
  tasks:
    - debug: {var: "hostvars[inventory_hostname].ansible_become_password"}
    - name: "${MARKER} {{ inline }}"
      debug: {msg: "{{ from_file }} and {{ nested.list[0] }}"}
      changed_when: true
      notify: later
    - set_fact: {fact: "x-{{ inline }}", public: ${MARKER}, cacheable: true}
    - debug: {var: fact}
    - transaction: {guard: 5m}
      block:
        - copy: {content: "${MARKER} {{ from_file }}\\n", dest: "{{ dir }}/copied"}
        - template: {src: t.j2, dest: "{{ dir }}/rendered"}
        - lineinfile: {path: "{{ dir }}/lines", line: "${MARKER} {{ inline }}"}
        - blockinfile: {path: "{{ dir }}/block", block: "password: {{ inline }}"}
        - replace: {path: "{{ dir }}/replaced", regexp: "^${MARKER}", replace: "${MARKER} {{ inline | b64encode }}"}
        - copy: {dest: "{{ dir }}/config.json", content: '{"auths": {"r.example": {"auth": "${AUTH}", "identitytoken": "${SECRETS.identityToken}"}}, "token": "${SECRETS.token}"}'}
        - registry_auth: {registry: r.example, username: ann, password: "{{ registry_password }}", config_file: "{{ dir }}/login.json", verify: false}
        - docker_registry: {mirrors: ["http://${MARKER}.example:5000"]}
        - assemble: {src: parts, dest: "{{ dir }}/assembled", remote_src: false}
        - name: what is there while the run has the host
          shell: cp -a /var/lib/longshore /root/kept
          changed_when: false
    - slurp: {path: "{{ dir }}/lines"}
      register: slurped
    - debug: {msg: "{{ slurped.content }}"}
    - find: {paths: "{{ dir }}", contains: ".*{{ inline }}.*"}
    - stat: {path: "{{ dir }}/copied"}
    - shell: 'echo "$SAID" "$PLAIN"'
      environment: {SAID: "{{ from_file }}", PLAIN: ${MARKER}}
      changed_when: false
    - command: {argv: [cat], stdin: "${MARKER} {{ from_file | to_json }}"}
      changed_when: false
    - raw: cat "{{ dir }}/rendered"
      changed_when: false
    - script: say.sh
      environment: {SAID: "{{ inline }}"}
      changed_when: false
    - shell: cat "{{ dir }}/copied"
      async: 30
      poll: 1
      changed_when: false
    - shell: 'echo "$SAID"; echo "$SAID" >&2'
      environment: {SAID: ${SECRETS.noLog}}
      no_log: true
      changed_when: false
      register: hidden
    - debug: {msg: "${MARKER} {{ hidden.stdout }}"}
    - command: {argv: [cat], stdin: '{"token": "${SECRETS.noLogJson}"}'}
      no_log: true
      changed_when: false
      register: answer
    - debug: {msg: "{{ (answer.stdout | from_json).token }}"}
    - uri: {url: "${url}/echo", headers: {Authorization: "Bearer ${SECRETS.bearer}", X-Marker: ${MARKER}}, return_content: true}
    - uri: {url: "${url}/echo", user: ann, password: "{{ registry_password }}", force_basic_auth: true, return_content: true}
    - get_url: {url: "${url}/file", dest: "{{ dir }}/got", headers: {Authorization: "Bearer ${SECRETS.bearer}"}}
    - get_url: {url: "http://ann:${SECRETS.urlPassword}@127.0.0.1:1/${MARKER}", dest: "{{ dir }}/never", timeout: 1}
      ignore_errors: true
    - wait_for: {timeout: 20, path: "{{ dir }}/lines", search_regex: "{{ inline }}"}
    - registry_config: ${REGISTRY_CONFIG}
    - own: {said: "{{ inline }}", token: ${SECRETS.token}}
    - include_tasks: more.yml
      vars: {said_by: "{{ inline }}"}
    - debug: {msg: "{{ item }}"}
      loop: ["{{ from_file }}", "${MARKER}"]
    - set_stats: {data: {told: "${MARKER} {{ inline }}"}}
    - debug: {var: "hostvars[inventory_hostname]"}
    - command: {argv: [test, "${MARKER}", =, "{{ item }}"]}
      loop: ["${MARKER}"]
      changed_when: false
    - assert: {that: inline == 'x', fail_msg: "not {{ inline }}"}
      ignore_errors: true
    - fail: {msg: "${MARKER} {{ fact }} {{ inline | urlencode }} {{ ('ab' ~ inline ~ 'c') | b64encode }} {{ from_file | to_json | to_json }}"}
`
}
