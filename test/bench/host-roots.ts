import { createHash } from 'node:crypto'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runOrThrow } from '../lab/run.ts'

const IDENTITIES = 'run/bench/machine-id'
const STATES = 'run/bench/state'

/**
 * Makes of one root file system as many machines: each sees all of it, and has its own /etc/machine-id and, for what
 * Longshore keeps on a host, its own /var/lib/longshore. Gives the lines of an sshd_config that let the address decide
 * which one a login sees.
 */
export async function hostRoots(root: string, names: readonly string[]): Promise<readonly string[]> {
  const roots = join(root, 'mnt')
  await runOrThrow(['mount', '-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', roots])
  // Else every machine would show those that were made before it.
  await runOrThrow(['mount', '--make-unbindable', roots])
  await mkdir(join(root, IDENTITIES))
  for (const name of names) {
    await mkdir(join(roots, name))
    await mkdir(join(root, STATES, name), { recursive: true })
    await writeFile(join(root, IDENTITIES, name), `${createHash('md5').update(name).digest('hex')}\n`)
  }
  await runOrThrow(['sh', '-e', '-c', ['cd -- "$1"', ...names.flatMap(mountsOf)].join('\n'), 'sh', root])
  return names.flatMap((name) => [`Match LocalAddress ${name}`, `ChrootDirectory /mnt/${name}`])
}

function mountsOf(name: string): readonly string[] {
  return [
    `mount --rbind . mnt/${name}`,
    `mount --bind ${IDENTITIES}/${name} mnt/${name}/etc/machine-id`,
    `mount --bind ${STATES}/${name} mnt/${name}/var/lib/longshore`,
  ]
}

/** As if Longshore had never been there. */
export async function forgetLongshore(root: string, name: string): Promise<void> {
  const state = join(root, STATES, name)
  for (const entry of await readdir(state)) await rm(join(state, entry), { recursive: true, force: true })
}
