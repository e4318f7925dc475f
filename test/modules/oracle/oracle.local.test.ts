import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { builtinModules } from '../../../src/modules/index.ts'
import { runModule } from '../run-module.ts'
import { ORACLE_CASES } from './cases.ts'
import { argsFor, comparedValues, makeControllerFiles, prepareFolder, snapshot } from './situation.ts'

interface Recorded {
  readonly name: string
  readonly status: string
  readonly values: Readonly<Record<string, unknown>>
  readonly left: readonly string[]
}

/** What ansible-core 2.14 did with the same tasks in the same folders (`record.ts`). */
const RECORDED = JSON.parse(readFileSync(new URL('recorded.json', import.meta.url), 'utf8')) as readonly Recorded[]

let root = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'longshore-modules-'))
  makeControllerFiles(join(root, 'files'))
})
afterAll(() => rmSync(root, { recursive: true }))

describe('modules do what Ansible does, and undo it', () => {
  test.each(ORACLE_CASES.map((oracleCase, index) => [oracleCase.name, oracleCase, index] as const))(
    '%s',
    async (name, oracleCase, index) => {
      const [folder, files] = [join(root, String(index)), join(root, 'files')]
      prepareFolder(folder, oracleCase)
      const before = snapshot(folder)
      const module = builtinModules().get(oracleCase.module)
      const recorded = RECORDED.find((candidate) => candidate.name === name)
      if (module === undefined || recorded === undefined) throw new Error(`${name} is not recorded`)

      const ran = await runModule(module, argsFor(oracleCase, folder, files), {
        files,
        render: (text) => text.replace('{{ 1 + 1 }}', '2'),
      })

      expect({ status: ran.status, left: snapshot(folder) }).toEqual({ status: recorded.status, left: recorded.left })
      expect(ran.roundTrips).toBeLessThanOrEqual(2)
      if (ran.status !== 'failed') {
        const values = comparedValues(ran.values, folder, files)
        expect(values).toMatchObject(withoutTemporary(recorded.values, oracleCase.module))
      }
      await ran.undo()
      if (!name.includes('removes a tree')) expect(snapshot(folder)).toEqual(before)
    },
  )
})

/** Ansible's `src` of copy and template is a temporary file of its own; some values it gives only in some cases. */
function withoutTemporary(values: Recorded['values'], module: string): Record<string, unknown> {
  const left = new Set(
    module === 'copy' || module === 'template' ? ['src', 'md5sum'] : module === 'wait_for' ? WAIT_EXTRAS : [],
  )
  return Object.fromEntries(Object.entries(values).filter(([key]) => !left.has(key)))
}

const WAIT_EXTRAS = ['state', 'mode', 'owner', 'group', 'uid', 'gid', 'size', 'elapsed']
