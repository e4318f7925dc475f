import { expect, test } from '@jest/globals'
import type { RunContext } from '../../src/engine/play-run.ts'
import { tellReservedNames } from '../../src/engine/reserved-names.ts'
import type { Play } from '../../src/model/playbook.ts'

test('a variable that is named as a keyword or a function of templates is warned of, once in a run', () => {
  const warned: string[] = []
  const context = {
    deps: { emit: ({ message }: { readonly message: string }) => warned.push(message) },
    settings: { extraVars: { lookup: 1, mine: 2 } },
    reservedTold: new Set<string>(),
  } as unknown as RunContext
  const role = { defaults: { become: 'x' }, vars: { fine: 1 }, params: { throttle: 1 } }
  const play = { vars: { port: 1, vars: {}, own: 2 }, roles: [role] } as unknown as Play

  tellReservedNames(play, context)
  tellReservedNames(play, context)

  expect(warned).toEqual(
    ['port', 'become', 'throttle', 'lookup'].map((name) => `Found variable using reserved name: ${name}`),
  )
})
