import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { createTemplater } from '../../../../src/adapters/template/templater.ts'
import { loadPlaybook } from '../../../../src/loader/playbook/load-playbook.ts'
import { builtinModules } from '../../../../src/modules/index.ts'

type Files = Readonly<Record<string, string>>

/** `FILE:LINE:COLUMN MESSAGE` of each problem, FILE below the folder of the playbook, which is `site.yml`. */
async function problemsOf(files: Files): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'longshore-roles-'))
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true })
      await writeFile(join(folder, name), text)
    }
    const loaded = await loadPlaybook(join(folder, 'site.yml'), builtinModules(), {
      ...createTemplater(),
      rolesPath: [],
    })
    if (loaded.ok) return []
    return loaded.error.map(({ message, at }) => {
      expect(at).toBeDefined()
      return `${at?.file}:${at?.line}:${at?.column} ${message}`.replaceAll(`${folder}/`, '').replaceAll(folder, '.')
    })
  } finally {
    await rm(folder, { recursive: true })
  }
}

function play(...lines: readonly string[]): string {
  return `- hosts: all\n${lines.map((line) => `  ${line}\n`).join('')}`
}

const task = (line: string) => play('tasks:', `  - ${line}`)

describe('a role that is no good', () => {
  test.each<[string, Files, readonly string[]]>([
    ['is not there', { 'site.yml': play('roles: [web]') }, ["site.yml:2:11 the role 'web' was not found in roles:."]],
    [
      'is of a collection',
      { 'site.yml': play('roles: [ns.col.web]') },
      ["site.yml:2:11 the role 'ns.col.web' was not found in roles:."],
    ],
    [
      'has no name',
      { 'site.yml': play('roles: [{tags: x}]') },
      ['site.yml:2:11 expected the name of a role, found a map without one'],
    ],
    [
      'is a number of things',
      { 'site.yml': play('roles: [[a]]') },
      ['site.yml:2:11 expected the name of a role, found a list'],
    ],
    [
      'has a name that is not known yet',
      { 'site.yml': play('roles: ["{{ fact }}"]') },
      ["site.yml:2:11 'fact' is undefined"],
    ],
    [
      'has tasks that are a map',
      { 'site.yml': play('roles: [r]'), 'roles/r/tasks/main.yml': 'a: 1\n' },
      ['roles/r/tasks/main.yml:1:1 included task files must contain a list of tasks'],
    ],
    [
      'has vars that are a list, and a task with a slip',
      {
        'site.yml': play('roles: [r]'),
        'roles/r/vars/main.yml': '- 1\n',
        'roles/r/tasks/main.yml': '- debug: {msg: x}\n  wehn: false\n',
      },
      [
        'roles/r/vars/main.yml:1:1 a file of variables is a map, and this is a list',
        "roles/r/tasks/main.yml:2:3 'wehn' is not a valid attribute for a Task: did you mean 'when'? (conflicting action statements: debug, wehn)",
      ],
    ],
    [
      'has dependencies that are a map',
      { 'site.yml': play('roles: [r]'), 'roles/r/meta/main.yml': 'dependencies: {role: x}\n' },
      ['roles/r/meta/main.yml:1:15 dependencies: expected a list of roles, found a map'],
    ],
    [
      'has argument_specs that are a list',
      { 'site.yml': play('roles: [r]'), 'roles/r/meta/argument_specs.yml': 'argument_specs: [main]\n' },
      ['roles/r/meta/argument_specs.yml:1:17 argument_specs: expected entry points by name, found a list'],
    ],
    [
      'needs one that needs it',
      {
        'site.yml': play('roles: [a]'),
        'roles/a/meta/main.yml': 'dependencies: [b]\n',
        'roles/b/meta/main.yml': 'dependencies: [a]\n',
      },
      ['roles/b/meta/main.yml:1:16 roles need each other: a -> b -> a'],
    ],
    [
      'has no such file',
      { 'site.yml': task('import_role: {name: r, tasks_from: other}'), 'roles/r/tasks/main.yml': '' },
      ['site.yml:3:27 Could not find specified file in role: tasks/other'],
    ],
  ])('%s', async (_what, files, problems) => {
    expect(await problemsOf(files)).toEqual(problems)
  })
})

test.each(['include_role', 'ansible.builtin.import_role'])('%s is no handler', async (name) => {
  const files = { 'site.yml': play('handlers:', `  - ${name}: {name: r}`), 'roles/r/tasks/main.yml': '' }

  expect(await problemsOf(files)).toEqual([`site.yml:3:7 Using '${name}' as a handler is not supported.`])
})

describe('an import or include that is no good', () => {
  test.each<[string, readonly string[]]>([
    [
      'import_tasks: none.yml',
      [
        "site.yml:3:21 Unable to retrieve file contents\nCould not find or access 'none.yml' on the Ansible Controller.",
      ],
    ],
    ['import_tasks: a.yml x=1', ['site.yml:3:21 Invalid options for import_tasks: x']],
    ['{import_tasks: a.yml, loop: [1]}', ["site.yml:3:29 You cannot use loops on 'import_tasks' statements"]],
    ['{import_role: {name: r}, register: x}', ["site.yml:3:32 import_role takes no 'register'"]],
    ['{import_role: {nmae: r}}', ["site.yml:3:22 Invalid options for import_role: nmae: did you mean 'name'?"]],
    ['import_role: {tasks_from: r}', ['site.yml:3:7 import_role: no role is named']],
    [
      'import_tasks: {file: "{{ registered }}.yml"}',
      ["site.yml:3:21 'registered' is undefined, in '{{ registered }}.yml'"],
    ],
    [
      '{include_tasks: a.yml, delegate_to: x}',
      ["site.yml:3:30 'delegate_to' is not a valid attribute for a TaskInclude"],
    ],
    ['{include_role: {name: r}, become: true}', ["site.yml:3:33 'become' is not a valid attribute for a IncludeRole"]],
    ['{include_tasks: {file: a.yml, apply: tags}}', ['site.yml:3:44 apply: expected keywords, found a string']],
    [
      '{include_tasks: {file: a.yml, apply: {tasg: x}}}',
      ["site.yml:3:45 'tasg' is not a valid attribute for a Block: did you mean 'tags'?"],
    ],
  ])('%s', async (line, problems) => {
    expect(await problemsOf({ 'site.yml': task(line), 'a.yml': '', 'roles/r/tasks/main.yml': '' })).toEqual(problems)
  })

  test.each<[string, Files, string]>([
    [
      'imports itself',
      { 'site.yml': task('import_tasks: a.yml'), 'a.yml': '- import_tasks: a.yml\n' },
      'a.yml:1:17 a.yml imports itself: a.yml -> a.yml',
    ],
    [
      'is a playbook that imports the first',
      { 'site.yml': '- import_playbook: b.yml\n', 'b.yml': '- import_playbook: site.yml\n' },
      'b.yml:1:20 site.yml imports itself: site.yml -> b.yml -> site.yml',
    ],
    [
      'is a role that imports itself',
      { 'site.yml': play('roles: [r]'), 'roles/r/tasks/main.yml': '- import_role: {name: r}\n' },
      'roles/r/tasks/main.yml:1:23 roles/r/tasks/main.yml imports itself: roles/r/tasks/main.yml -> roles/r/tasks/main.yml',
    ],
  ])('%s', async (_what, files, problem) => {
    expect(await problemsOf(files)).toEqual([problem])
  })
})
