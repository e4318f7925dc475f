import { ok } from '../../base/result.ts'
import { stdoutText } from '../../model/command-output.ts'
import type { Fact, Gathered } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import { fullName } from '../../registry/image-reference.ts'
import { linesOf } from '../registry-utils/lines-of.ts'
import { imageOf, parsePulled, type PulledImage } from './pulled-image.ts'
import type { ImagePullArgs } from './args.ts'
import { LOOK_CONTAINERD, LOOK_DOCKER } from './scripts.ts'

export function imagePullFacts(args: ImagePullArgs) {
  return { docker: dockerState(args), containerd: containerdState(args) }
}

export type ImagePullFacts = Gathered<ReturnType<typeof imagePullFacts>>

export interface RuntimeState {
  /** Programs that can pull. */
  readonly clients: readonly string[]
  /** Undefined where the image is not there. */
  readonly image: PulledImage | undefined
}

/** Undefined where it does not run. */
function dockerState(args: ImagePullArgs): Fact<RuntimeState | undefined> {
  return {
    name: 'the image in Docker',
    command: { ...shell(LOOK_DOCKER, args.name), tolerant: true },
    parse: (output) => {
      if (output.exitCode === 3) return ok(undefined)
      return ok({ clients: ['docker'], image: parsePulled(`image ${stdoutText(output)}`) })
    },
  }
}

function containerdState(args: ImagePullArgs): Fact<RuntimeState | undefined> {
  return {
    name: 'the image in containerd',
    command: { ...shell(LOOK_CONTAINERD, args.namespace, fullName(imageOf(args))), tolerant: true },
    parse: (output) => {
      if (output.exitCode === 3) return ok(undefined)
      const text = stdoutText(output)
      const clients = linesOf(text).filter((line) => line === 'crictl' || line === 'ctr')
      return ok({ clients, image: parsePulled(text) })
    },
  }
}
