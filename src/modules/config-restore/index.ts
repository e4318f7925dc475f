import { defineModule } from '../define-module.ts'
import { factsOf, sharedFacts } from '../registry-utils/shared-facts.ts'
import { configRestoreArgs } from './args.ts'
import { restoreSheets, type RestoreFacts } from './facts.ts'
import { planConfigRestore } from './plan.ts'
import { prepareRestore, type PreparedRestore } from './prepare.ts'

export const configRestore = defineModule({
  name: 'config_restore',
  summary: 'Put files and daemons back as a backup has them',
  locksHost: true,
  args: configRestoreArgs,
  returns: {
    version: 'The backup that it is from',
    restored: 'Paths that were not as in the backup',
  },
  prepare: prepareRestore,
  facts: (prepared: PreparedRestore) => sharedFacts(restoreSheets(prepared)),
  plan: (prepared, gathered) => planConfigRestore(prepared, sheetsOf(prepared, gathered)),
})

function sheetsOf(prepared: PreparedRestore, gathered: Readonly<Record<string, unknown>>): RestoreFacts {
  const sheets = Object.entries(restoreSheets(prepared)).map(([name, sheet]) => [name, factsOf(sheet, gathered)])
  return Object.fromEntries(sheets) as RestoreFacts
}
