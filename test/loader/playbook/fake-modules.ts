import * as z from 'zod'
import type { Module, ModuleIndex } from '../../../src/model/module.ts'
import { textArg } from '../../../src/modules/arg-types.ts'
import { defineControllerModule } from '../../../src/modules/define-module.ts'

/** A small index: `run` is free-form as `command` is, `note` takes text, `copy` has something to get wrong. */
export function fakeModules(): ModuleIndex {
  const run = () => Promise.resolve({ changed: false, values: {} })
  const modules: readonly Module[] = [
    defineControllerModule({
      name: 'run',
      summary: 'Run',
      args: z.strictObject({
        _raw_params: textArg().optional(),
        chdir: textArg().optional(),
        creates: textArg().optional(),
      }),
      freeForm: true,
      run,
    }),
    defineControllerModule({
      name: 'note',
      summary: 'Note',
      args: z.strictObject({ text: textArg().optional(), expression: textArg().optional() }),
      untemplatedArgs: ['expression'],
      run,
    }),
    defineControllerModule({
      name: 'copy',
      summary: 'Copy',
      args: z.strictObject({
        source: textArg(),
        dest: textArg(),
        mode: z.int({ error: 'expected a number' }).optional(),
      }),
      run,
    }),
  ]
  return new Map(modules.map((module) => [module.name, module]))
}
