import { build } from 'esbuild'
import { spawn } from 'node:child_process'
import { closeSync, fsyncSync, linkSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { nodeOnDemand } from './node-on-demand.js'
import { optionsByFlag } from './of-commander.js'
import { spacesOnDemand } from './of-jsonc-parser.js'
import { compiled, cryptoOnDemand, withoutProxies } from './of-ssh2.js'
import { startWarmHost } from './warm-host.js'

/**
 * Takes the snapshot of the started program, `program.blob`, with a name of its own for the very node that took it: no other
 * may start with it. Where there can be none the reason is on stderr, and the ordinary files start.
 */
export async function takeSnapshot(outdir) {
  const folder = mkdtempSync(join(tmpdir(), 'longshore-snapshot-'))
  try {
    const program = join(folder, 'program.cjs')
    await bundle(program, outdir)
    await snapshotOf(program, outdir, folder)
    keepOnDisk(join(outdir, 'program.blob'))
    linkSync(process.execPath, join(outdir, 'node'))
  } catch (error) {
    process.stderr.write(`Without a snapshot, longshore starts in the ordinary way: ${error.message}\n`)
    rmSync(join(outdir, 'program.blob'), { force: true })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Node reads it without a look at whether it is whole: a machine that goes down must not leave half of it. */
function keepOnDisk(blob) {
  const file = openSync(blob, 'r+')
  fsyncSync(file)
  closeSync(file)
}

/** One file, as node wants it, with short names: all of it is read at each start. */
async function bundle(outfile, outdir) {
  const { outputFiles } = await build({
    entryPoints: ['src/compose/snapshot.ts'],
    outfile,
    write: false,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    plugins: [nodeOnDemand, compiled, cryptoOnDemand(outdir), withoutProxies, spacesOnDemand, optionsByFlag],
    mainFields: ['module', 'main'],
    minify: true,
    keepNames: false,
    legalComments: 'none',
    define: { 'import.meta.url': 'thisFile.url', 'import.meta.dirname': 'thisFile.dirname' },
    banner: { js: THIS_FILE },
  })
  writeFileSync(outfile, asAscii(outputFiles[0].text))
}

/** Where the program is: a snapshot stays right where its folder moves. */
const THIS_FILE = `const nodeRequire = require
const thisFile = {
  get url() { return nodeRequire('node:url').pathToFileURL(process.argv[1]).href },
  get dirname() { return nodeRequire('node:path').dirname(process.argv[1]) },
}`

/** V8 takes two bytes for each character of a text of which one needs them. */
function asAscii(text) {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

async function snapshotOf(program, outdir, folder) {
  const host = await startWarmHost()
  try {
    const [key, knownHosts, config, inventory] = ['key', 'known_hosts', 'config', 'inventory'].map((name) =>
      join(folder, name),
    )
    writeFileSync(key, host.userKey, { mode: 0o600 })
    writeFileSync(knownHosts, `[127.0.0.1]:${host.port} ${host.hostKey}\n`)
    writeFileSync(config, configText(folder, knownHosts))
    writeFileSync(inventory, inventoryText(host, key, config))
    const run = ['run', resolve('build/warm-up.yml'), '-i', inventory, '-e', `folder=${folder}`]
    const node = [
      '--disable-warning=ExperimentalWarning',
      '--snapshot-blob',
      join(outdir, 'program.blob'),
      '--build-snapshot',
      program,
    ]
    await runToEnd([...node, join(outdir, 'main.js'), ...run], folder)
  } finally {
    await host.close()
  }
}

/** As long as that of most systems. */
function configText(folder, knownHosts) {
  return `Include ${folder}/config.d/*.conf

Host *
  UserKnownHostsFile ${knownHosts}
  GlobalKnownHostsFile none
  StrictHostKeyChecking yes
  SendEnv LANG LC_*
`
}

function inventoryText({ user, port }, key, config) {
  return `[warm]
warm-1 ansible_port=${port}
warm-2 ansible_port=${port}

[refuses]
refuses-1 ansible_port=1

[all:vars]
ansible_host=127.0.0.1
ansible_user=${user}
ansible_ssh_private_key_file=${key}
ansible_ssh_common_args="-F ${config}"
`
}

const DEADLINE_MS = 120_000

/** Without what the environment of the build says: nothing of it may get into the snapshot. */
function runToEnd(argv, home) {
  const child = spawn(process.execPath, argv, {
    cwd: home,
    env: { HOME: home, XDG_STATE_HOME: home },
    stdio: 'pipe',
    timeout: DEADLINE_MS,
  })
  const said = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => said.push(piece))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) =>
      code === 0 && said.length === 0
        ? resolve()
        : reject(new Error(`node ended with ${code ?? signal}\n${Buffer.concat(said)}`)),
    )
  })
}
