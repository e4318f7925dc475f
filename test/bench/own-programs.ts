import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CONTESTANTS, OWN_MODULE } from './contestants.ts'
import { addresses, SSHD_PORT, type Fleet } from './fleet.ts'
import { measure } from './measure.ts'

/** What the own module has one shell of each host run, as it was seen on one of them. */
export interface Programs {
  readonly host: string
  readonly rev: number
  readonly texts: readonly string[]
}

/** As long as those of the contest: programs say how many bytes they write. */
const REV = 10
/** A shell that has only looked is told its next program (src/adapters/shell-program/kept-shell.ts). */
const BEHIND_A_LOOK = /(?<=^echo "\$ls_q"; echo "\$ls_q" >&2\n\}\n)(?=\{)/m
const RECORDING_SHELL = '#!/bin/sh\ntee "/run/bench/program-$(date +%s%N)" | exec /bin/sh\n'

/** Has the own module run once on one host, whose `sh` writes down what it is told; they are for the floor. */
export async function recordOwnPrograms(root: string, fleet: Fleet): Promise<void> {
  const shell = join(root, 'usr/local/bin/sh')
  const [host = ''] = addresses(1)
  await fleet.reset(1)
  await writeFile(shell, RECORDING_SHELL)
  await chmod(shell, 0o755)
  try {
    const own = CONTESTANTS.find(({ name }) => name === OWN_MODULE)
    if (own === undefined) throw new Error('the own module takes no part')
    await measure(await own.argv({ fleet, hosts: 1, port: SSHD_PORT, rev: REV }), {}, fleet.folder)
  } finally {
    await rm(shell)
  }
  const names = (await readdir(join(root, 'run/bench'))).filter((name) => name.startsWith('program-')).sort()
  const told = await Promise.all(names.map((name) => readFile(join(root, 'run/bench', name), 'utf8')))
  const programs: Programs = { host, rev: REV, texts: told.flatMap((text) => text.split(BEHIND_A_LOOK)) }
  await writeFile(fleet.ownPrograms, JSON.stringify(programs))
}
