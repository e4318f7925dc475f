import { expect, test } from '@jest/globals'
import { createTemplater } from '../../../src/adapters/template/templater.ts'
import { parsePlaybook } from '../../../src/loader/playbook/parse-playbook.ts'
import { builtinModules } from '../../../src/modules/index.ts'

function parse(hosts: string) {
  return parsePlaybook(`- hosts: ${hosts}\n  tasks: []\n`, 'p.yml', builtinModules(), createTemplater())
}

test.each([
  ['', 'Hosts list cannot be empty. Please check your playbook'],
  ["''", 'Hosts list cannot be empty. Please check your playbook'],
  ['[]', 'Hosts list cannot be empty. Please check your playbook'],
  ['5', 'Hosts list must be a sequence or string. Please check your playbook.'],
  ['true', 'Hosts list must be a sequence or string. Please check your playbook.'],
  ['{a: 1}', 'Hosts list must be a sequence or string. Please check your playbook.'],
  ["[web, '']", "the field 'hosts' is required, and cannot have empty values"],
  ['[web, null]', "Hosts list cannot contain values of 'None'. Please check your playbook"],
  ['[web, 5]', "Hosts list contains an invalid host value: '5'"],
  ['[web, [db]]', "Hosts list contains an invalid host value: 'a list'"],
])('hosts: %s is refused in the words of ansible-core', (hosts, message) => {
  const parsed = parse(hosts)

  expect(parsed.ok ? [] : parsed.error.map((error) => error.message.split('\n')[0])).toEqual([message])
})

test.each([
  ['web:db', 'web:db'],
  ['[web, "db:!db1"]', 'web,db:!db1'],
  ['"{{ x }}"', '{{ x }}'],
])('hosts: %s is the pattern %s', (hosts, pattern) => {
  const parsed = parse(hosts)

  expect(parsed.ok && parsed.value.plays.map((play) => play.hosts)).toEqual([pattern])
})
