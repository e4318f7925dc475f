import { readFileSync } from 'node:fs'
import { systemClock } from '../../src/adapters/clock.ts'
import { createConnector } from '../../src/adapters/connector.ts'
import { createSshConnector } from '../../src/adapters/ssh/ssh-connector.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import type { Vars } from '../../src/model/vars.ts'
import { runText, type Ran, type RunText } from './run-text.ts'

/** One task of a module on every host of a sandbox, over SSH. The task is called `it`. */
export function runOnSandbox(sandbox: Sandbox, module: string, args: Vars, more: Partial<RunText> = {}): Promise<Ran> {
  const task = { name: 'it', [module]: args, register: 'told' }
  return runText({
    playbook: JSON.stringify([{ hosts: 'all', gather_facts: false, tasks: [task] }]),
    inventory: readFileSync(sandbox.inventoryFile, 'utf8'),
    connector: createConnector({ clock: systemClock, ssh: createSshConnector({ clock: systemClock }) }),
    ...more,
  })
}
