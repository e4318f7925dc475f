import { defineModule } from '../define-module.ts'
import { imagePullArgs } from './args.ts'
import { imagePullFacts } from './facts.ts'
import { planImagePull } from './plan.ts'

/** Pulls an image by the runtime's own way, and proves on request that a mirror gave it. */
export const imagePull = defineModule({
  name: 'image_pull',
  summary: 'Pull an image with Docker or containerd, and prove that a mirror gave it',
  args: imagePullArgs,
  returns: {
    id: 'id of the image, or null',
    digest: 'digest by which registries know it, or null',
    runtime: 'docker or containerd',
    client: 'docker, crictl or ctr',
    evidence: 'with via_mirror: requests-logged (the program that pulled logged who answered) or upstream-without-it',
    evidence_text: 'the same in words',
    served_by: 'the mirror, where the log names it',
    reason: 'where it failed: not proven, or not a mirror',
  },
  facts: imagePullFacts,
  plan: planImagePull,
})
