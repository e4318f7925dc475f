import { defineModule } from '../define-module.ts'
import { containerdRegistryArgs } from './args.ts'
import { containerdRegistryFacts } from './facts.ts'
import { planContainerdRegistry } from './plan.ts'

export const containerdRegistry = defineModule({
  name: 'containerd_registry',
  summary: 'hosts.toml files and config_path of containerd, with the CRI plugin proved to be ok afterwards',
  args: containerdRegistryArgs,
  facts: containerdRegistryFacts,
  plan: planContainerdRegistry,
})
