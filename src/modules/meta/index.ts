import type { MetaRequest } from '../../model/engine-request.ts'
import { argsObject, textArg } from '../arg-types.ts'
import { defineControllerModule } from '../define-module.ts'
import { actionUnknown } from './errors.ts'

const ACTIONS = {
  flush_handlers: '',
  noop: '',
  end_play: '',
  end_batch: '',
  end_host: '',
  clear_facts: '',
  clear_host_errors: '',
  refresh_inventory: '',
  reset_connection: '',
} as const satisfies Record<MetaRequest, ''>

const args = argsObject(() => ({
  _raw_params: textArg()
    .refine(isAction, { error: ({ input }) => actionUnknown(String(input), Object.keys(ACTIONS)) })
    .describe(`One of ${Object.keys(ACTIONS).join(', ')}`),
}))

/** Tells the engine itself what to do. */
export const meta = defineControllerModule({
  name: 'meta',
  summary: 'Tell the engine what to do',
  args,
  returns: {
    msg: 'What the engine was told',
  },
  freeForm: true,
  run: ({ _raw_params: action }) => {
    const values = { msg: action }
    return Promise.resolve({ changed: false, values, ...(isAction(action) ? { request: action } : {}) })
  },
})

function isAction(action: string): action is MetaRequest {
  return Object.hasOwn(ACTIONS, action)
}
