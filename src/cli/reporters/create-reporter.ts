import { assertNever } from '../../base/assert-never.ts'
import type { Reporter } from '../../ports/reporter.ts'
import { AnsibleOneTaskReporter } from './ansible-one-task.ts'
import { yamlResults } from './yaml-results.ts'
import { AnsibleReporter } from './ansible-reporter.ts'
import { createJsonReporter } from './json-reporter.ts'
import { PeopleReporter } from './people-reporter.ts'
import type { ReporterIo, ReporterOptions } from './reporter-io.ts'

export type ReporterKind = 'default' | 'ansible' | 'json' | 'quiet'

export function createReporter(
  kind: ReporterKind,
  io: ReporterIo,
  { verbosity, oneTask, ansible = {} }: ReporterOptions = { verbosity: 0 },
): Reporter {
  switch (kind) {
    case 'default':
      return new PeopleReporter(io, { verbosity, quiet: false })
    case 'quiet':
      return new PeopleReporter(io, { verbosity, quiet: true })
    case 'ansible':
      return oneTask === undefined
        ? new AnsibleReporter(io, { verbosity, ansible })
        : new AnsibleOneTaskReporter(io, oneTask, yamlResults(ansible))
    case 'json':
      return createJsonReporter(io)
    default:
      return assertNever(kind)
  }
}
