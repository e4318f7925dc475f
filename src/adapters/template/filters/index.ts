import { chooseFilters } from './choose-filters.ts'
import { combineFilters } from './combine-filters.ts'
import { dataFilters } from './data-filters.ts'
import { fileTests } from './file-tests.ts'
import type { Filters } from './filter.ts'
import { jinjaTests } from './jinja-tests.ts'
import { layoutFilters } from './layout-filters.ts'
import { listFilters } from './list-filters.ts'
import { logicFilters } from './logic-filters.ts'
import { mapFilters } from './map-filters.ts'
import { markupFilters } from './markup-filters.ts'
import { mathFilters } from './math-filters.ts'
import { numberFilters } from './number-filters.ts'
import { pathFilters } from './path-filters.ts'
import { regexFilters } from './regex-filters.ts'
import { sequenceFilters } from './sequence-filters.ts'
import { resultTests } from './tests.ts'
import { textFilters } from './text-filters.ts'
import { timeFilters } from './time-filters.ts'
import { vaultFilters } from './vault-filters.ts'

/** Jinja2's filters and those of ansible-core. */
export const filters: Filters = {
  ...textFilters,
  ...markupFilters,
  ...regexFilters,
  ...numberFilters,
  ...sequenceFilters,
  ...chooseFilters,
  ...listFilters,
  ...mapFilters,
  ...dataFilters,
  ...logicFilters,
  ...mathFilters,
  ...combineFilters,
  ...pathFilters,
  ...layoutFilters,
  ...timeFilters,
  ...vaultFilters,
}

/** Jinja2's tests and those of ansible-core. */
export const tests: Filters = { ...jinjaTests, ...resultTests, ...fileTests }
