/** Runs every case with the ansible-playbook of this machine and writes what it did: `node test/engine/language/record.ts` */
import { fileURLToPath } from 'node:url'
import { recordCases } from '../oracle/run-ansible.ts'
import { LANGUAGE_CASES } from './cases.ts'

recordCases(LANGUAGE_CASES, fileURLToPath(new URL('recorded.json', import.meta.url)), process.argv[2])
