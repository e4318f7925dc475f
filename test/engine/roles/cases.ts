import type { EngineCase } from '../oracle/engine-case.ts'
import { IMPORT_CASES } from './import-cases.ts'
import { INCLUDE_CASES } from './include-cases.ts'
import { ROLE_CASES } from './role-cases.ts'
import { SPEC_CASES } from './spec-cases.ts'
import { VARS_CASES } from './vars-cases.ts'

/** Roles, includes and imports. */
export const ROLES_CASES: readonly EngineCase[] = [
  ...ROLE_CASES,
  ...INCLUDE_CASES,
  ...IMPORT_CASES,
  ...VARS_CASES,
  ...SPEC_CASES,
]
