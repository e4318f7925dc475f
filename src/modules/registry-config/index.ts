import { defineModule } from '../define-module.ts'
import { registryConfigArgs, type RegistryConfigArgs } from './args.ts'
import { registrySheets, type RegistryFacts } from './facts.ts'
import { planRegistryConfig } from './plan.ts'
import { factsOf, sharedFacts } from '../registry-utils/shared-facts.ts'

export const registryConfig = defineModule({
  name: 'registry_config',
  summary: 'One desired state of mirrors, insecure registries and limits for every container runtime of a host',
  args: registryConfigArgs,
  locksHost: true,
  aliases: { insecure_registries: 'insecure' },
  returns: {
    checksums:
      'map: SHA-256 of each file of dockerd and containerd as the task leaves it, by its path; null for one that is removed',
    runtimes:
      'list of maps, one for each runtime: runtime, version, applies, not_expressible, action (none, reload, restart-live-restore, restart-stops-containers or staged), files, verified',
  },
  keepsUndo: true,
  facts: (args) => sharedFacts(registrySheets(args)),
  plan: (args, gathered) => planRegistryConfig(args, sheetsOf(args, gathered)),
})

function sheetsOf(args: RegistryConfigArgs, gathered: Readonly<Record<string, unknown>>): RegistryFacts {
  const sheets = Object.entries(registrySheets(args)).map(([name, sheet]) => [name, factsOf(sheet, gathered)])
  return Object.fromEntries(sheets) as RegistryFacts
}
