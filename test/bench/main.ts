import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { cpus } from 'node:os'
import { startFleet } from './fleet.ts'
import { readOptions } from './options.ts'
import { enterOwnNamespace } from './own-namespace.ts'
import { recordOwnPrograms } from './own-programs.ts'
import { rootFs } from './root-fs.ts'
import { runContest } from './run-contest.ts'
import { tableOf } from './table.ts'

/** `npm run bench`: the same work by Longshore and by what an operator would use instead. See docs/performance.md. */
const options = readOptions(process.argv.slice(2))
for (const program of ['ansible-playbook', 'clush']) {
  if (!existsSync(`/usr/bin/${program}`)) {
    throw new Error(`${program} is missing: apt-get install ansible-core ansible-mitogen clustershell`)
  }
}
const root = await rootFs()
enterOwnNamespace()
const fleet = await startFleet(root, Math.max(...options.hosts))
await recordOwnPrograms(root, fleet)
try {
  console.log(`${new Date().toISOString()}, ${cpus().length} cores, node ${process.version}\n`)
  for (const hosts of options.hosts) {
    for (const latencyMs of options.latencies) {
      process.stderr.write(`${hosts} hosts, ${latencyMs} ms\n`)
      console.log(tableOf({ hosts, latencyMs }, await runContest({ hosts, latencyMs }, fleet, options)))
    }
  }
} finally {
  await rm(fleet.folder, { recursive: true, force: true })
}
process.exit(0)
