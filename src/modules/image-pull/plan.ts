import type { CommandOutput } from '../../model/command-output.ts'
import { stdoutText } from '../../model/command-output.ts'
import type { Conclusion, Plan, Step } from '../../model/plan.ts'
import { shell } from '../../model/remote-command.ts'
import { fullName } from '../../registry/image-reference.ts'
import { apiHost, manifestUrl } from '../../registry/registry-urls.ts'
import { linesOf } from '../registry-utils/lines-of.ts'
import { askRegistry, readTalk } from '../registry-utils/registry-talk.ts'
import type { ImagePullArgs } from './args.ts'
import { mirrorNotProven, mirrorRefuted, noClient, pullFailed, runtimeMissing } from './errors.ts'
import type { ImagePullFacts, RuntimeState } from './facts.ts'
import { proofOf } from './proof.ts'
import { imageOf, parsePulled, type PulledImage } from './pulled-image.ts'
import { PULL_CRICTL, PULL_CTR, PULL_DOCKER } from './scripts.ts'

export function planImagePull(args: ImagePullArgs, facts: ImagePullFacts): Plan {
  const runtime = runtimeOf(args, facts)
  const state = facts[runtime]
  if (state === undefined) return { kind: 'impossible', error: runtimeMissing(args.runtime) }
  // CRI knows one namespace of containerd, its own.
  const [client] = state.clients.filter((name) => name !== 'crictl' || args.namespace === 'k8s.io')
  if (client === undefined) return { kind: 'impossible', error: noClient() }
  const values = { ...valuesOf(state.image), runtime, client, evidence: null, served_by: null, evidence_text: null }
  if (state.image !== undefined && args.pull === 'missing' && !args.via_mirror)
    return { kind: 'in-desired-state', values }
  return {
    kind: 'change',
    steps: [pullStep(args, client), ...(args.via_mirror ? [upstreamStep(args, runtime)] : [])],
    values,
    conclude: (outputs) => conclude(args, state, values, outputs),
  }
}

function runtimeOf({ runtime }: ImagePullArgs, { docker }: ImagePullFacts): 'docker' | 'containerd' {
  if (runtime !== 'auto') return runtime
  return docker === undefined ? 'containerd' : 'docker'
}

function pullStep(args: ImagePullArgs, client: string): Step {
  const name = fullName(imageOf(args))
  const log = args.via_mirror ? 'log' : ''
  const run =
    client === 'docker'
      ? shell(PULL_DOCKER, args.name, log)
      : client === 'crictl'
        ? shell(PULL_CRICTL, name, args.namespace, log)
        : shell(PULL_CTR, name, args.namespace, args.hosts_dir, log)
  return { summary: `pull ${args.name} with ${client}`, run, explain: (output) => pullFailed(args.name, output) }
}

/** Asks the registry itself, as nobody in particular, by the proxies of the daemon. */
function upstreamStep(args: ImagePullArgs, runtime: string): Step {
  const image = imageOf(args)
  const host = apiHost(image.registry)
  const endpoint = { url: `https://${host}`, consumer: 'docker', overridePath: false } as const
  const question = {
    unit: `${runtime}.service`,
    trustFolders: [`/etc/docker/certs.d/${host}`, `/etc/containerd/certs.d/${host}`],
    ca: undefined,
    validateCerts: true,
    apiUrl: `https://${host}/v2/`,
    manifestUrl: manifestUrl(endpoint, image),
    repository: image.repository,
    user: undefined,
    password: undefined,
    timeout: 10,
  }
  return { summary: `ask ${host} whether it has ${args.name}`, run: askRegistry(question) }
}

function conclude(
  args: ImagePullArgs,
  { image: before }: RuntimeState,
  known: Readonly<Record<string, string | null>>,
  [pulled, upstream]: readonly CommandOutput[],
): Conclusion {
  const text = pulled === undefined ? '' : stdoutText(pulled)
  const after = parsePulled(text)
  const changed = after === undefined || after.id !== before?.id
  const values = { ...known, ...valuesOf(after) }
  if (upstream === undefined) return { changed, values }
  const proof = proofOf(linesOf(text), imageOf(args), readTalk(upstream))
  if (proof.kind === 'proven') {
    const { evidence, servedBy, words } = proof
    return { changed, values: { ...values, evidence, served_by: servedBy, evidence_text: words } }
  }
  const failed = (proof.kind === 'refuted' ? mirrorRefuted : mirrorNotProven)(args.name, proof.words)
  return { changed, values: { ...values, reason: proof.kind === 'refuted' ? 'not a mirror' : 'not proven' }, failed }
}

function valuesOf(image: PulledImage | undefined) {
  return { id: image?.id ?? null, digest: image?.digests[0] ?? null }
}
