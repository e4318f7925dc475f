import type { EngineCase } from '../oracle/engine-case.ts'
import { KEYWORD_CASES } from './keyword-cases.ts'
import { LOOP_CASES } from './loop-cases.ts'
import { PRECEDENCE_CASES } from './precedence-cases.ts'
import { VARIABLE_CASES } from './variable-cases.ts'

export const LANGUAGE_CASES: readonly EngineCase[] = [
  ...LOOP_CASES,
  ...KEYWORD_CASES,
  ...VARIABLE_CASES,
  ...PRECEDENCE_CASES,
]
