import { dataFilters } from './data-filters.ts'
import type { Filters } from './filter.ts'
import { listFilters } from './list-filters.ts'
import { logicFilters } from './logic-filters.ts'
import { mapFilters } from './map-filters.ts'
import { numberFilters } from './number-filters.ts'
import { regexFilters } from './regex-filters.ts'
import { textFilters } from './text-filters.ts'
import { ansibleTests } from './tests.ts'
import { isVersion } from './version-compare.ts'

export const ansibleFilters: Filters = {
  ...textFilters,
  ...regexFilters,
  ...numberFilters,
  ...listFilters,
  ...mapFilters,
  ...dataFilters,
  ...logicFilters,
  version: { keywords: ['version', 'operator', 'strict', 'version_type'], apply: isVersion },
}

export { ansibleTests }
