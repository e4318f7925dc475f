import type { ImageReference } from '../../registry/image-reference.ts'
import { servedBy } from '../../registry/pull-evidence.ts'
import type { Exchange, RegistryTalk } from '../registry-utils/registry-talk.ts'

/** What shows who gave the image. */
export type Proof =
  | {
      readonly kind: 'proven'
      readonly evidence: 'requests-logged' | 'upstream-without-it'
      readonly servedBy: string | null
      readonly words: string
    }
  | { readonly kind: 'refuted'; readonly words: string }
  | { readonly kind: 'not-proven'; readonly words: string }

/**
 * The log of who pulled tells it best. Where there is none, the registry itself is asked from the host: an image that was
 * pulled, and that the registry does not have or cannot be reached for, came from a mirror.
 */
export function proofOf(log: readonly string[], image: ImageReference, upstream: RegistryTalk): Proof {
  const served = servedBy(log, image)
  if (served?.by === 'mirror') {
    const words = `its requests are in the log: ${served.host} gave the image`
    return { kind: 'proven', evidence: 'requests-logged', servedBy: served.host, words }
  }
  if (served !== undefined) return { kind: 'refuted', words: `the log says that ${served.host} itself gave the image` }
  const lack = lackOf(upstream, image)
  if (lack !== undefined) return { kind: 'proven', evidence: 'upstream-without-it', servedBy: null, words: lack }
  return {
    kind: 'not-proven',
    words: 'the runtime logs no requests, and the registry itself has the image, too, or does not tell',
  }
}

/** curl's numbers: the name is unknown, no connection, nothing came in time. */
const UNREACHABLE = new Set([6, 7, 28])

function lackOf({ exchanges, hasClient }: RegistryTalk, { registry }: ImageReference): string | undefined {
  const [api] = exchanges
  if (!hasClient || api === undefined) return undefined
  // Docker Hub is never reached without TLS; another registry may be, where this question by https fails.
  if (registry === 'docker.io' && UNREACHABLE.has(api.exitCode)) {
    return `the host cannot reach the registry itself (${api.said})`
  }
  const last = exchanges.findLast(({ name }) => name.startsWith('manifest'))
  return last !== undefined && isMissing(last) ? 'the registry itself answers 404 for it' : undefined
}

function isMissing({ exitCode, status, name }: Exchange): boolean {
  return exitCode === 0 && status === 404 && name !== 'manifest-token'
}
