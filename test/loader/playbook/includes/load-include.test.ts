import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createIncludeLoader } from '../../../../src/loader/playbook/load-include.ts'
import { fakeModules } from '../fake-modules.ts'

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longshore-include-'))
})

afterAll(() => rm(folder, { recursive: true }))

test('a file that many hosts and items include is read once', async () => {
  await writeFile(join(folder, 'a.yml'), '- note: {}\n')
  const loader = createIncludeLoader(fakeModules(), {})
  const request = {
    file: 'a.yml',
    level: 'task',
    at: { file: join(folder, 'site.yml'), line: 1, column: 1 },
    playbookPath: join(folder, 'site.yml'),
    role: undefined,
    defaulted: [],
    collections: [],
  } as const
  const first = loader.tasks(request)
  await rm(join(folder, 'a.yml'))

  const second = loader.tasks({ ...request, at: { ...request.at, line: 7 } })

  expect(second).toBe(first)
  expect(first.ok && first.value.items).toHaveLength(1)
})
