import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { builtinModules } from '../../../src/modules/index.ts'
import { argsFor, prepareFolder, snapshot } from '../oracle/situation.ts'
import { runModule } from '../run-module.ts'
import { CASES } from './cases.ts'
import { compared } from './compared.ts'

interface Recorded {
  readonly name: string
  readonly status: string
  readonly values: Readonly<Record<string, unknown>>
  readonly left: readonly string[]
}

/** What ansible-core 2.14 did with the same tasks in the same folders (`record.ts`). */
const RECORDED = JSON.parse(readFileSync(new URL('recorded.json', import.meta.url), 'utf8')) as readonly Recorded[]

/** In check mode Ansible skips them, and nothing of them is undone. */
const ACTS_ON_CONTROLLER: ReadonlySet<string> = new Set(['fetch'])

let root = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'longshore-general-'))
})
afterAll(() => rmSync(root, { recursive: true }))

describe('find, blockinfile, replace, fetch, file and unarchive do what Ansible does, and undo it', () => {
  test.each(CASES.map((oracleCase, index) => [oracleCase.name, oracleCase, index] as const))(
    '%s',
    async (name, oracleCase, index) => {
      const folder = join(root, String(index))
      prepareFolder(folder, oracleCase)
      const before = snapshot(folder)
      const recorded = RECORDED.find((candidate) => candidate.name === name)
      const module = builtinModules().get(oracleCase.module)
      if (module === undefined || recorded === undefined) throw new Error(`${name} is not recorded`)
      const args = argsFor(oracleCase, folder, root)

      const checked = await runModule(module, args, { checkMode: true })
      const leftByCheck = snapshot(folder)
      const ran = await runModule(module, args)

      expect({ status: ran.status, left: snapshot(folder) }).toEqual({ status: recorded.status, left: recorded.left })
      if (ran.status === 'failed')
        expect(toldBy(ran.error, recorded).replaceAll(folder, 'DIR')).toContain(recorded.values['msg'])
      else if (ran.status !== 'skipped') expect(compared(ran.values, folder)).toMatchObject(recorded.values)
      expect(leftByCheck).toEqual(before)
      if (!ACTS_ON_CONTROLLER.has(oracleCase.module)) {
        if (!name.includes('refuses')) expect(checked.status).toBe(ran.status)
        await ran.undo()
        expect(snapshot(folder)).toEqual(before)
      }
    },
  )

  test.each(CASES.filter(({ module }) => module !== 'find').map(({ name }) => [name] as const))(
    '%s: the second time nothing changes',
    async (name) => {
      const oracleCase = CASES.find((candidate) => candidate.name === name)
      const module = builtinModules().get(oracleCase?.module ?? '')
      if (oracleCase === undefined || module === undefined) throw new Error(`no case ${name}`)
      const folder = mkdtempSync(join(root, 'again-'))
      prepareFolder(folder, oracleCase)
      const first = await runModule(module, argsFor(oracleCase, folder, root))
      const left = snapshot(folder)

      await runModule(module, argsFor(oracleCase, folder, root))

      if (first.status === 'ok') expect(snapshot(folder)).toEqual(left)
    },
  )
})

/** Ansible names the folder of a case as it was in its own run. */
function toldBy(error: { readonly message: string } | undefined, recorded: Recorded): string {
  const said = String(recorded.values['msg'])
  return (error?.message ?? '').replace(/\/\S*\/(f|d)\b/, 'DIR/$1') || said
}
