import type { EngineCase } from '../oracle/engine-case.ts'
import { BLOCK_CASES } from './block-cases.ts'
import { INVENTORY_CASES } from './inventory-cases.ts'

export const CONTROL_CASES: readonly EngineCase[] = [...INVENTORY_CASES, ...BLOCK_CASES]
