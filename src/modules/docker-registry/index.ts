import { defineModule } from '../define-module.ts'
import { dockerRegistryArgs } from './args.ts'
import { dockerRegistryFacts } from './facts.ts'
import { planDockerRegistry } from './plan.ts'

export const dockerRegistry = defineModule({
  name: 'docker_registry',
  summary: 'Mirrors, insecure registries, transfer limits and other keys of daemon.json, proved on the running dockerd',
  args: dockerRegistryArgs,
  aliases: { registry_mirrors: 'mirrors' },
  facts: dockerRegistryFacts,
  plan: planDockerRegistry,
})
