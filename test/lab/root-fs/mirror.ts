import { runOrThrow } from '../run.ts'

/**
 * The Debian mirror is the machine's own: the first one in its apt sources. A machine whose archive is not Debian's
 * (Ubuntu) names one in LONGSHORE_LAB_MIRROR.
 */
export async function debianMirror(): Promise<string> {
  const named = process.env['LONGSHORE_LAB_MIRROR']
  if (named !== undefined && named !== '') return named

  const targets = await runOrThrow(['apt-get', 'indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages'])
  const first = targets.stdout.split('\n')[0]?.trim()
  if (first === undefined || first === '') throw new Error('this machine has no apt sources: set LONGSHORE_LAB_MIRROR')
  return first
}
