import { describe, expect, test } from '@jest/globals'
import { runText } from '../kit/run-text.ts'

const PLAY = '- hosts: all\n  gather_facts: false\n  vars: {a: "{{ b }}", b: "{{ a }}"}\n'
const CIRCLE = 'the variable a needs itself: a -> b -> a'

async function failureOf(playbook: string, files: Readonly<Record<string, string>> = {}) {
  const ran = await runText({ playbook, files })
  const failed = ran.events.flatMap((event) =>
    event.type === 'task-finished' && event.result.error !== undefined ? [event.result.error] : [],
  )
  return failed[0] ?? ran.recap?.errors[0]
}

describe('what needs itself ends in an error with its place', () => {
  test.each([
    ['serial', `${PLAY}  serial: "{{ a }}"\n  tasks: [{debug: }]\n`, 1],
    ['max_fail_percentage', `${PLAY}  max_fail_percentage: "{{ a }}"\n  tasks: [{debug: }]\n`, 1],
    ['vars_files', `${PLAY}  vars_files: ["{{ a }}"]\n  tasks: [{debug: }]\n`, 1],
    ['when', `${PLAY}  tasks:\n    - {debug: , when: a}\n`, 5],
    ['loop', `${PLAY}  tasks:\n    - {debug: , loop: "{{ a }}"}\n`, 5],
    ['environment', `${PLAY}  environment: {A: "{{ a }}"}\n  tasks:\n    - command: ls\n`, 6],
    ['include_tasks', `${PLAY}  tasks:\n    - include_tasks: "{{ a }}"\n`, 5],
    ['include_vars', `${PLAY}  tasks:\n    - include_vars: "{{ a }}"\n`, 5],
  ])('a variable in %s', async (_keyword, playbook, line) => {
    const error = await failureOf(playbook)

    expect(error?.message).toContain(CIRCLE)
    expect(error?.at).toMatchObject({ line })
  })

  test.each([
    ['tasks', '- include_tasks: again.yml\n', { 'again.yml': '- include_tasks: again.yml\n' }, 'again.yml'],
    ['a role', '- include_role: {name: r}\n', { 'roles/r/tasks/main.yml': '- include_role: {name: r}\n' }, 'main.yml'],
  ])('%s that include themselves, a hundred deep', async (_what, tasks, files, file) => {
    const error = await failureOf(`- hosts: all\n  gather_facts: false\n  tasks:\n    ${tasks}`, files)

    expect(error?.message).toBe('includes are 100 deep: they include each other without end')
    expect(error?.at).toMatchObject({ file: expect.stringContaining(file), line: 1, column: expect.any(Number) })
  })

  test.each([
    ['includes', "{% include 'a.j2' %}"],
    ['looks up', "{{ lookup('template', 'a.j2') }}"],
    ['calls', '{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}'],
  ])('a template that %s itself', async (_verb, text) => {
    const tasks = '  tasks:\n    - template: {src: a.j2, dest: "{{ playbook_dir }}/out"}\n'
    const error = await failureOf(`- hosts: all\n  gather_facts: false\n${tasks}`, { 'a.j2': text })

    expect(error?.message).toContain('recursive loop detected in template string')
    expect(error?.at).toMatchObject({ file: expect.stringContaining('a.j2'), line: 1 })
  })
})
