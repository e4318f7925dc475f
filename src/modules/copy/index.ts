import { defineModule } from '../define-module.ts'
import { copyArgs } from './args.ts'
import { copyFacts, type CopyFacts } from './facts.ts'
import { planCopy } from './plan.ts'
import { prepareCopy } from './prepare.ts'

/** Puts a file or folder of the controller, or a text, on the host. */
export const copy = defineModule({
  name: 'copy',
  summary: 'Put a file, a folder or a text on the host',
  args: copyArgs,
  prepare: prepareCopy,
  facts: copyFacts,
  plan: (prepared, facts) => planCopy(prepared, facts as unknown as CopyFacts),
})
