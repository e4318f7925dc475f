import { describe, expect, test } from '@jest/globals'
import { parsePlaybook } from '../../../src/loader/playbook/parse-playbook.ts'
import { fakeModules } from './fake-modules.ts'

const PLAYBOOK = ['- hosts: all', '  tasks:', '    - apt: {name: docker}', "      when: family == 'Debian'"].join('\n')

describe('a module that ansible-core has and Longshore has not', () => {
  test('is refused at its line', () => {
    const parsed = parsePlaybook(PLAYBOOK, 'p.yml', fakeModules())

    expect(parsed.ok ? [] : parsed.error).toMatchObject([{ at: { line: 3, column: 7 } }])
  })

  test('is left to its task, with a warning at its line, where a playbook is run as Ansible runs it', () => {
    const warnings: string[] = []
    const checks = { argsWhenRun: true, warn: (message: string) => warnings.push(message) }

    const parsed = parsePlaybook(PLAYBOOK, 'p.yml', fakeModules(), checks)

    expect(parsed.ok ? parsed.value.plays : parsed.error).toMatchObject([{ tasks: [{ module: 'apt' }] }])
    expect(warnings).toEqual(['p.yml:3:7: the module apt is not supported: the hosts that come to this task fail'])
  })

  test('is no excuse for a name that neither has', () => {
    const parsed = parsePlaybook(PLAYBOOK.replace('apt', 'apd'), 'p.yml', fakeModules(), { argsWhenRun: true })

    expect(parsed.ok ? [] : parsed.error).toMatchObject([{ message: "couldn't resolve module/action 'apd'" }])
  })
})
