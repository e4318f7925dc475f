import type { EngineCase } from '../oracle/engine-case.ts'
import { INVENTORY_CASES } from './inventory-cases.ts'

export const CONTROL_CASES: readonly EngineCase[] = [...INVENTORY_CASES]
