/**
 * Runs the cases with the ansible-playbook of this machine: `node test/modules/oracle-general/record.ts`. With `--missing`
 * only those that are not recorded yet.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argsFor, prepareFolder, snapshot } from '../oracle/situation.ts'
import { CASES } from './cases.ts'
import { compared } from './compared.ts'

const target = new URL('recorded.json', import.meta.url)
const kept = process.argv.includes('--missing') ? (JSON.parse(readFileSync(target, 'utf8')) as { name: string }[]) : []
const missing = CASES.filter(({ name }) => !kept.some((each) => each.name === name))
const root = mkdtempSync(join(tmpdir(), 'longshore-oracle-'))
mkdirSync(join(root, 'out'))
const folders = missing.map((_case, index) => join(root, String(index)))
const tasks = missing.flatMap((oracleCase, index) => {
  const folder = folders[index] ?? ''
  prepareFolder(folder, oracleCase)
  const dest = join(root, 'out', `${index}.json`)
  return [
    { [oracleCase.module]: argsFor(oracleCase, folder, root), register: 'r', ignore_errors: true },
    { copy: { dest, content: '{{ r | to_json }}' } },
  ]
})
writeFileSync(join(root, 'playbook.json'), JSON.stringify([{ hosts: 'localhost', gather_facts: false, tasks }]))
const ran = spawnSync('ansible-playbook', ['-c', 'local', join(root, 'playbook.json')], { encoding: 'utf8' })
if (ran.status !== 0) throw new Error(ran.stdout.slice(-2000) + ran.stderr)
const recorded = missing.map(({ name }, index) => {
  const folder = folders[index] ?? ''
  const values = JSON.parse(readFileSync(join(root, 'out', `${index}.json`), 'utf8')) as Record<string, unknown>
  const status = ['failed', 'skipped', 'changed'].find((word) => values[word] === true) ?? 'ok'
  return { name, status, values: compared(values, folder), left: snapshot(folder) }
})
const all = CASES.flatMap(({ name }) => [...kept, ...recorded].filter((each) => each.name === name))
writeFileSync(target, `${JSON.stringify(all, undefined, 2)}\n`)
rmSync(root, { recursive: true })
