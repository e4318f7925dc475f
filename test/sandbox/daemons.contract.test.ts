import { afterAll, beforeAll } from '@jest/globals'

import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { daemonContract } from './daemon-contract.ts'
import { GENERATIONS, openSandbox } from './with-sandbox.ts'

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await openSandbox(GENERATIONS.map(({ docker, containerd }) => ({ name: `d${docker}`, docker, containerd })))
})

afterAll(() => sandbox.close())

for (const { docker, containerd } of GENERATIONS) {
  daemonContract(`the sandbox with Docker ${docker}`, () => {
    const host = sandbox.host(`d${docker}`)
    return Promise.resolve({ docker, containerd, run: (script: string) => host.run(script) })
  })
}
