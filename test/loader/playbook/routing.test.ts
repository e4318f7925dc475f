import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parsePlaybook } from '../../../src/loader/playbook/parse-playbook.ts'
import { ModuleLibrary } from '../../../src/modules/custom/module-library.ts'

const RUNTIME = [
  'plugin_routing:',
  '  modules:',
  '    gone: {tombstone: {warning_text: It is no more.}}',
  '    old: {redirect: my.tools.new, deprecation: {warning_text: Use new.}}',
  '    one: {redirect: my.tools.two}',
  '    two: {redirect: my.tools.one}',
  'action_groups:',
  '  all: [new, {metadata: {extend_group: all}}]',
].join('\n')

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'longshore-routing-'))
  const collection = join(folder, 'collections/ansible_collections/my/tools')
  mkdirSync(join(collection, 'plugins/modules'), { recursive: true })
  mkdirSync(join(collection, 'meta'))
  writeFileSync(join(collection, 'meta/runtime.yml'), RUNTIME)
  writeFileSync(join(collection, 'plugins/modules/new.py'), '')
})

afterAll(() => rmSync(folder, { recursive: true }))

function parsed(...lines: string[]) {
  const warnings: string[] = []
  const text = ['- hosts: all', ...lines].join('\n')
  const file = join(folder, 'play.yml')
  const found = parsePlaybook(text, file, new ModuleLibrary(), { warn: (message) => warnings.push(message) })
  return { found, warnings, messages: found.ok ? [] : found.error.map(({ message }) => message) }
}

describe('meta/runtime.yml of a collection', () => {
  test('leads from an old name to the new one, and warns where it says so', () => {
    const { found, warnings } = parsed('  tasks: [{my.tools.old: {}}]')

    expect(found.ok && found.value.plays[0]?.tasks).toMatchObject([
      { module: 'my.tools.new', writtenAs: 'my.tools.old' },
    ])
    expect(warnings).toEqual([expect.stringMatching(/play.yml:2:12: my.tools.old has been deprecated: Use new.$/)])
  })

  test('says of a module that is gone what it says itself', () => {
    expect(parsed('  tasks: [{my.tools.gone: {}}]').messages).toEqual([
      'my.tools.gone has been removed: It is no more.',
    ])
  })

  test('may go in a circle, which ends in an error', () => {
    expect(parsed('  tasks: [{my.tools.one: {}}]').messages).toEqual([
      expect.stringContaining("couldn't resolve module/action 'my.tools.one'"),
    ])
  })

  test('names groups for module_defaults, also one that extends itself', () => {
    const { messages } = parsed('  module_defaults: {group/my.tools.all: {}, group/my.tools.none: {}}')

    expect(messages).toEqual(["module_defaults: could not resolve the module_defaults group 'group/my.tools.none'"])
  })
})
