import { parseImageReference, type ImageReference } from '../../registry/image-reference.ts'
import type { ImagePullArgs } from './args.ts'

export interface PulledImage {
  /** Docker's image id; in containerd that of the manifest or index. */
  readonly id: string
  /** Digests by which registries know it. */
  readonly digests: readonly string[]
}

/** From the line `image ID [NAME@DIGEST ...]`. */
export function parsePulled(text: string): PulledImage | undefined {
  const [id, ...names] = /^image (.*)$/m.exec(text)?.[1]?.trim().split(/\s+/) ?? []
  if (id === undefined || id === '') return undefined
  const digests = names.flatMap((name) => name.split('@')[1] ?? [])
  return { id, digests: digests.length === 0 ? [id] : digests }
}

export function imageOf({ name }: ImagePullArgs): ImageReference {
  const image = parseImageReference(name)
  if (image === undefined) throw new Error(`${name} passed the check of its argument`)
  return image
}
