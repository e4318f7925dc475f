/** Runs every case with the ansible-playbook of this machine and writes what it did: `node test/engine/roles/record.ts` */
import { fileURLToPath } from 'node:url'
import { recordCases } from '../oracle/run-ansible.ts'
import { ROLES_CASES } from './cases.ts'

recordCases(ROLES_CASES, fileURLToPath(new URL('recorded.json', import.meta.url)), process.argv[2])
