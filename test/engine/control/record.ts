/** Runs every case with the ansible-playbook of this machine and writes what it did: `node test/engine/control/record.ts` */
import { fileURLToPath } from 'node:url'
import { recordCases } from '../oracle/run-ansible.ts'
import { CONTROL_CASES } from './cases.ts'

recordCases(CONTROL_CASES, fileURLToPath(new URL('recorded.json', import.meta.url)), process.argv[2])
