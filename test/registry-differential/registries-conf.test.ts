import { describe, expect, test } from '@jest/globals'
import { registriesConfCases } from './cases/registries-conf.ts'
import { comparePodman, podmanVersion, runPodman } from './run-podman.ts'

const podman = podmanVersion()
const describeWithPodman = 'reason' in podman ? describe.skip : describe
if ('reason' in podman) process.stderr.write(`SKIPPED: ${podman.reason}\n`)

describeWithPodman('the rules of registries.conf agree with podman', () => {
  test('on whether it reads the file', async () => {
    const inputs = registriesConfCases()

    const verdicts = await runPodman(inputs)

    expect(inputs.length).toBeGreaterThanOrEqual(100)
    expect(verdicts).toHaveLength(inputs.length)
    expect(comparePodman(inputs, verdicts)).toEqual([])
  }, 600_000)
})
