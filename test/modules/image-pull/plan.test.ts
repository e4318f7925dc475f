import { describe, expect, test } from '@jest/globals'
import type { Change, Plan } from '../../../src/model/plan.ts'
import { imagePullArgs } from '../../../src/modules/image-pull/args.ts'
import type { ImagePullFacts } from '../../../src/modules/image-pull/facts.ts'
import { imagePull } from '../../../src/modules/image-pull/index.ts'
import { planImagePull } from '../../../src/modules/image-pull/plan.ts'
import { outputOf } from '../docker-registry/recorded.ts'
import { runModule } from '../run-module.ts'

const ID = `sha256:${'1'.repeat(64)}`
const DIGEST = `sha256:${'2'.repeat(64)}`
const IMAGE = { id: ID, digests: [DIGEST] }
const DOCKER: ImagePullFacts = {
  docker: { clients: ['docker'], image: undefined },
  containerd: { clients: ['ctr'], image: undefined },
}
const PULLED = `image ${ID} bb@${DIGEST}\n`
const LOGGED = 'level=debug msg="Trying to pull bb from http://10.77.0.1:5000/"\n'
const FROM_HUB = 'level=debug msg="Trying to pull bb from https://registry-1.docker.io/"\n'
const upstream = (exitCode: number, status: number, name = 'api') =>
  `exchange|api|0|401|0.1|0.1|0.1|0.1|h|Bearer\nexchange|${name}|${exitCode}|${status}|0|0|0|0||said\n`

function planOf(args: object, facts: Partial<ImagePullFacts> = {}): Plan {
  return planImagePull(imagePullArgs.parse({ name: 'bb:1', ...args }), { ...DOCKER, ...facts })
}

function changeOf(args: object, facts: Partial<ImagePullFacts> = {}): Change {
  const plan = planOf(args, facts)
  if (plan.kind !== 'change') throw new Error(`expected a change, found ${plan.kind}`)
  return plan
}

describe('planImagePull', () => {
  test.each<[string, object, Partial<ImagePullFacts>, string[]]>([
    ['Docker first', {}, {}, ['pull bb:1 with docker']],
    ['containerd where Docker does not run', {}, { docker: undefined }, ['pull bb:1 with ctr']],
    [
      'CRI where crictl is there',
      { runtime: 'containerd' },
      { containerd: { clients: ['crictl', 'ctr'], image: undefined } },
      ['pull bb:1 with crictl'],
    ],
    [
      'ctr where the namespace is not that of CRI',
      { runtime: 'containerd', namespace: 'moby' },
      { containerd: { clients: ['crictl', 'ctr'], image: undefined } },
      ['pull bb:1 with ctr'],
    ],
    [
      'an image that is there, where its tag may have moved',
      { pull: 'always' },
      { docker: { clients: ['docker'], image: IMAGE } },
      ['pull bb:1 with docker'],
    ],
    [
      'and asks the registry itself where a mirror has to be proven',
      { via_mirror: true },
      {},
      ['pull bb:1 with docker', 'ask registry-1.docker.io whether it has bb:1'],
    ],
  ])('pulls by %s', (_situation, args, facts, summaries) => {
    expect(changeOf(args, facts).steps.map(({ summary }) => summary)).toEqual(summaries)
  })

  test('has nothing to do where the image is there', () => {
    expect(planOf({}, { docker: { clients: ['docker'], image: IMAGE } })).toMatchObject({
      kind: 'in-desired-state',
      values: { id: ID, digest: DIGEST, client: 'docker' },
    })
  })

  test.each<[object, Partial<ImagePullFacts>, RegExp]>([
    [{}, { docker: undefined, containerd: undefined }, /neither docker.service nor containerd.service runs/],
    [{ runtime: 'docker' }, { docker: undefined }, /docker.service does not run/],
    [{ runtime: 'containerd' }, { containerd: { clients: [], image: undefined } }, /neither crictl nor ctr/],
  ])('%j on %j cannot be done', (args, facts, message) => {
    expect(planOf(args, facts)).toMatchObject({
      kind: 'impossible',
      error: { message: expect.stringMatching(message) },
    })
  })

  test('tells whether the image is another one than before', () => {
    const conclusions = [undefined, IMAGE, { id: 'sha256:0', digests: [] }].map((image) =>
      changeOf({ pull: 'always' }, { docker: { clients: ['docker'], image } }).conclude?.([outputOf(PULLED)]),
    )

    expect(conclusions.map((conclusion) => conclusion?.changed)).toEqual([true, false, true])
  })
})

describe('via_mirror', () => {
  const conclude = (log: string, talk: string, exitCode = 0) =>
    changeOf({ via_mirror: true }).conclude?.([outputOf(PULLED + log), outputOf(talk, exitCode)])

  test('is proven by the requests that dockerd logged', () => {
    expect(conclude(LOGGED, upstream(0, 200, 'manifest'))).toMatchObject({
      changed: true,
      values: { evidence: 'requests-logged', served_by: '10.77.0.1:5000', digest: DIGEST },
    })
  })

  test.each([
    ['answers 404 for the image', upstream(0, 404, 'manifest'), /answers 404/],
    ['cannot be reached', 'exchange|api|7|000|0|0|0|0||connection refused\n', /cannot reach the registry itself/],
  ])('is proven where the registry itself %s', (_situation, talk, words) => {
    expect(conclude('', talk)).toMatchObject({
      values: { evidence: 'upstream-without-it', served_by: null, evidence_text: expect.stringMatching(words) },
    })
  })

  test.each<[string, string, string, number, string, RegExp]>([
    [
      'the log names Docker Hub',
      LOGGED + FROM_HUB,
      upstream(0, 404, 'manifest'),
      0,
      'not a mirror',
      /not through a mirror/,
    ],
    ['Docker Hub has the image, too', '', upstream(0, 200, 'manifest'), 0, 'not proven', /is not proven/],
    [
      'Docker Hub shows a certificate that is not trusted',
      '',
      'exchange|api|60|000|1|1|0|0||certificate\n',
      0,
      'not proven',
      /is not proven/,
    ],
    ['Docker Hub wants a credential', '', upstream(0, 401, 'manifest-again'), 0, 'not proven', /is not proven/],
    ['Docker Hub is in trouble', '', upstream(0, 503, 'manifest'), 0, 'not proven', /is not proven/],
    ['the host has no curl', '', '', 90, 'not proven', /is not proven/],
  ])('fails where %s', (_situation, log, talk, exitCode, reason, message) => {
    const conclusion = conclude(log, talk, exitCode)

    expect(conclusion).toMatchObject({ values: { reason, evidence: null } })
    expect(conclusion?.failed?.message).toMatch(message)
    expect(conclusion?.failed?.hint).toBeDefined()
  })

  test('does not take a registry that cannot be reached by https for one without the image: it may be an insecure one', () => {
    const plan = changeOf({ name: 'reg:5000/bb:1', via_mirror: true })

    expect(plan.conclude?.([outputOf(PULLED), outputOf('exchange|api|7|000|0|0|0|0||refused\n')]).failed).toBeDefined()
  })
})

test.each<[object, RegExp]>([
  [{}, /missing required arguments: name/],
  [{ name: 'https://reg/a' }, /expected the name of an image/],
  [{ name: '--help' }, /expected the name of an image/],
  [{ name: 'a', runtime: 'podman' }, /runtime/],
  [{ name: 'a', pull: 'never' }, /pull/],
  [{ name: 'a', namespace: '-x' }, /namespace/],
])('image_pull refuses %j before it connects', async (args, message) => {
  const ran = await runModule(imagePull, { ...args })

  expect([ran.status, ran.roundTrips]).toEqual(['failed', 0])
  expect(ran.error?.message).toMatch(message)
})
