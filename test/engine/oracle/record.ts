/** Runs every case with the ansible-playbook of this machine and writes what it did: `node test/engine/oracle/record.ts` */
import { fileURLToPath } from 'node:url'
import { ENGINE_CASES } from './cases.ts'
import { recordCases } from './run-ansible.ts'

recordCases(ENGINE_CASES, fileURLToPath(new URL('recorded.json', import.meta.url)), process.argv[2])
