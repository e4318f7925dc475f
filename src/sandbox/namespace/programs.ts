import { spawn } from 'node:child_process'

import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { namespacesRefused, notLinux, toolMissing } from '../errors.ts'
import { findProgram } from './find-program.ts'

/** The programs that make a host, by absolute path. */
export interface Programs {
  readonly unshare: string
  readonly nsenter: string
  readonly sh: string
}

/** Whether this machine lets this user have hosts, tried for real: SANDBOX_UNAVAILABLE says why not. */
export async function findPrograms(platform: string = process.platform): Promise<Result<Programs, LongshoreError>> {
  if (platform !== 'linux') return err(notLinux(platform))
  const [unshare, nsenter, sh] = [findProgram('unshare'), findProgram('nsenter'), findProgram('sh')]
  if (unshare === undefined) return err(toolMissing('unshare'))
  if (nsenter === undefined) return err(toolMissing('nsenter'))
  if (sh === undefined) return err(toolMissing('sh'))
  for (const tool of ['mount', 'chroot', 'mkfifo']) {
    if (findProgram(tool) === undefined) return err(toolMissing(tool))
  }
  const refusal = await tryNamespace(unshare, sh)
  return refusal === undefined ? ok({ unshare, nsenter, sh }) : err(namespacesRefused(refusal))
}

function tryNamespace(unshare: string, sh: string): Promise<string | undefined> {
  const trial = 'mount -t tmpfs trial /tmp'
  const flags = ['--user', '--map-root-user', '--mount', '--uts', '--pid', '--fork', '--kill-child']
  const child = spawn(unshare, [...flags, sh, '-c', trial], { stdio: ['ignore', 'ignore', 'pipe'] })
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code) =>
      resolve(code === 0 ? undefined : complaint.trim() || `unshare exited with ${code ?? 'a signal'}`),
    )
  })
}
