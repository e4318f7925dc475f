import { combineFilters } from './combine-filters.ts'
import { dataFilters } from './data-filters.ts'
import { fileTests } from './file-tests.ts'
import type { Filters } from './filter.ts'
import { layoutFilters } from './layout-filters.ts'
import { listFilters } from './list-filters.ts'
import { logicFilters } from './logic-filters.ts'
import { mapFilters } from './map-filters.ts'
import { mathFilters } from './math-filters.ts'
import { numberFilters } from './number-filters.ts'
import { pathFilters } from './path-filters.ts'
import { regexFilters } from './regex-filters.ts'
import { textFilters } from './text-filters.ts'
import { resultTests } from './tests.ts'
import { timeFilters } from './time-filters.ts'
import { isVersion } from './version-compare.ts'

export const ansibleFilters: Filters = {
  ...textFilters,
  ...regexFilters,
  ...numberFilters,
  ...listFilters,
  ...mapFilters,
  ...dataFilters,
  ...logicFilters,
  ...mathFilters,
  ...combineFilters,
  ...pathFilters,
  ...layoutFilters,
  ...timeFilters,
  version: { keywords: ['version', 'operator', 'strict', 'version_type'], apply: isVersion },
}

export const ansibleTests: Filters = { ...resultTests, ...fileTests }
