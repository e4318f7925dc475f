import { readFileSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { bundlePrograms } from './bundle-programs.js'
import { takeSnapshot } from './take-snapshot.js'
import { writeLaunchers } from './write-launchers.js'

/**
 * `npm run build`: what package.json names as programs, in dist. Each is a launcher that starts node with a snapshot of the
 * started program; the same program as ordinary files is what it starts where the snapshot cannot be used.
 */
const outdir = resolve(process.argv[2] ?? 'dist')
const { bin } = JSON.parse(readFileSync('package.json', 'utf8'))

rmSync(outdir, { recursive: true, force: true })
const programs = Object.entries(bin).map(([name, launcher]) => ({
  /** Of the file in src, and of the one in dist. */
  file: name === 'longshore' ? 'main' : `bin/${name.replace(/^longshore-/, '')}`,
  launcher: launcher.replace(/^dist\//, ''),
}))
/** What longshore itself starts, and nobody else: src/adapters/ssh/shards. */
await bundlePrograms([...programs, { file: 'bin/ssh-shard' }], outdir)
await takeSnapshot(outdir)
writeLaunchers(programs, outdir)
