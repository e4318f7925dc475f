import { expect, test } from '@jest/globals'
import { unitRuns } from '../../../src/modules/registry-config/unit-runs.ts'

test('units are told apart by their order; one that systemd does not know is inactive', () => {
  const stdout = Buffer.from('ActiveState=active\nInvocationID=ab12\n\nActiveState=inactive\nInvocationID=\n')
  const output = { exitCode: 0, stdout, stderr: Buffer.alloc(0), truncated: false }

  const parsed = unitRuns(['k3s', 'crio', 'buildkit']).parse(output)

  expect(parsed).toEqual({
    ok: true,
    value: {
      k3s: { active: 'active', invocation: 'ab12' },
      crio: { active: 'inactive', invocation: '' },
      buildkit: { active: 'inactive', invocation: '' },
    },
  })
})
