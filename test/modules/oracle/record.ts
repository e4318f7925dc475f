/** Runs every case with the ansible-playbook of this machine and writes what it did: `node test/modules/oracle/record.ts` */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ORACLE_CASES } from './cases.ts'
import { argsFor, comparedValues, makeControllerFiles, prepareFolder, snapshot } from './situation.ts'

const root = mkdtempSync(join(tmpdir(), 'longshore-oracle-'))
const files = join(root, 'files')
makeControllerFiles(files)
const folders = ORACLE_CASES.map((_case, index) => join(root, String(index)))
mkdirSync(join(root, 'out'))
const tasks = ORACLE_CASES.flatMap((oracleCase, index) => {
  prepareFolder(folders[index] ?? '', oracleCase)
  const result = join(root, 'out', `${index}.json`)
  return [
    {
      [oracleCase.module]: argsFor(oracleCase, folders[index] ?? '', files),
      register: 'r',
      ignore_errors: true,
    },
    { copy: { dest: result, content: '{{ r | to_json }}' } },
  ]
})
const playbook = join(root, 'playbook.json')
writeFileSync(playbook, JSON.stringify([{ hosts: 'localhost', connection: 'local', gather_facts: false, tasks }]))
const ran = spawnSync('ansible-playbook', [playbook], { encoding: 'utf8' })
if (ran.status !== 0) throw new Error(ran.stdout.slice(-2000) + ran.stderr)
const recorded = ORACLE_CASES.map((oracleCase, index) => {
  const values = JSON.parse(readFileSync(join(root, 'out', `${index}.json`), 'utf8')) as Record<string, unknown>
  const folder = folders[index] ?? ''
  return {
    name: oracleCase.name,
    status: values['failed'] === true ? 'failed' : values['changed'] === true ? 'changed' : 'ok',
    values: comparedValues(values, folder, files),
    left: snapshot(folder),
  }
})
writeFileSync(new URL('recorded.json', import.meta.url), `${JSON.stringify(recorded, undefined, 1)}\n`)
rmSync(root, { recursive: true })
