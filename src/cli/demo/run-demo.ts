import { fileURLToPath } from 'node:url'
import { packageFolder } from '../../base/package-folder.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import type { DemoDeps } from '../commands/demo.ts'
import { demoFleet, FAILING_HOST, NEW_MIRROR, OLD_MIRROR } from './fleet.ts'
import { proofText, proveOutcome, stateOf } from './proof.ts'

/** Tells the story, and gives 0 when it went as told: one failure, rolled back, and the hosts themselves say so. */
export async function runDemo({ io, longshore }: DemoDeps): Promise<number> {
  const say = (text: string): void => io.stdout(`${text}\n`)
  const { startSandbox } = await import('../../sandbox/start-sandbox.ts')
  say('Starting 8 simulated hosts on 127.0.0.1 (Docker 20.10, 26.1 and 28.5), each with its own root and sshd ...')
  const started = await startSandbox({ hosts: demoFleet(), vars: { registry_mirrors: [NEW_MIRROR] } })
  if (!started.ok) {
    io.stderr(`ERROR: ${started.error.message}\n${started.error.hint ?? ''}\n`)
    return EXIT_CODES[started.error.code]
  }
  const sandbox = started.value
  try {
    const before = new Map(sandbox.hosts.map((host) => [host.name, stateOf(host)]))
    say(`
All of them pull through ${OLD_MIRROR}. The playbook moves them to ${NEW_MIRROR}:
one host, then a third, then the rest. What nobody knows: a security module on ${FAILING_HOST} keeps dockerd from the new file.
`)
    const exitCode = await longshore(['run', playbookPath(), '-i', sandbox.inventoryFile])

    const proofs = proveOutcome(sandbox.hosts, before)
    const asTold = exitCode === EXIT_CODES.TASK_FAILED && proofs.every(({ holds }) => holds)
    say(`\nWhat the hosts themselves say now:\n\n${proofText(proofs)}\n`)
    say(asTold ? EPILOGUE : `This is not the story that was to be told (the run ended with exit code ${exitCode}).`)
    return asTold ? 0 : 1
  } finally {
    await sandbox.close()
  }
}

function playbookPath(): string {
  return fileURLToPath(new URL('playbooks/registry-mirrors.yml', packageFolder()))
}

const EPILOGUE = `${FAILING_HOST} failed its verification and was put back: the same bytes, and the same mirror in the running daemon.
No container was stopped. The hosts are gone now; only the journal of the run is left.

Try next:
  longshore run playbooks/registry-mirrors.yml -i inventories/example.ini --check --diff   what would change, changing nothing
  longshore inventory -i inventories/example.ini --graph                                   who is in which group
  npm run lab -- up                                                                        real hosts with real Docker (root)`
