import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exitCodeOf } from '../../src/cli/exit-codes.ts'
import { type Ran, runText } from '../kit/run-text.ts'

interface Asked {
  readonly url: string | undefined
  readonly authorization: string | undefined
  readonly query: string | null
}

let server: Server
let asked: Asked[] = []
let answer: (response: ServerResponse) => void = () => undefined
beforeEach(async () => {
  asked = []
  server = createServer((request, response) => void take(request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
})

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = ''
  for await (const piece of request) body += String(piece)
  const { authorization } = request.headers
  asked.push({ url: request.url, authorization, query: new URLSearchParams(body).get('query') })
  answer(response)
}

const origin = () => `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
const says =
  (value: unknown, status = 200) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  }
const vector = (...values: readonly string[]) =>
  says({
    status: 'success',
    data: { resultType: 'vector', result: values.map((value) => ({ metric: {}, value: [1, value] })) },
  })

/** A rollout of one stage with this gate. */
function roll(terms: string, policy = ''): Promise<Ran> {
  const gate = `{name: errors, prometheus: {url: "{{ origin }}", until: value < 5, ${terms}}}`
  const playbook = `- hosts: all\n  gather_facts: false\n  rollout: {stages: [100%], gates: [${gate}]${policy}}\n  tasks:\n    - command: "true"\n`
  return runText({ playbook, extraVars: { origin: origin(), token: 'tok' } })
}

const gateOf = (ran: Ran) => ran.events.find((event) => event.type === 'gate-finished')
const code = (ran: Ran) => ran.recap && exitCodeOf(ran.recap)

describe('a gate that asks Prometheus', () => {
  test('passes where what it waits for holds of every value', async () => {
    answer = vector('0', '4.5')

    const ran = await roll(
      'query: "sum(rate(errors{job={{ ansible_play_batch | to_json }}}[5m]))", bearer_token: "{{ token }}"',
    )

    expect(gateOf(ran)).toMatchObject({ gate: 'errors', outcome: 'passed' })
    expect(asked).toEqual([
      { url: '/api/v1/query', authorization: 'Bearer tok', query: 'sum(rate(errors{job=["h1"]}[5m]))' },
    ])
    expect(code(ran)).toBe(0)
  })

  test.each([
    ['one value is too high', vector('1', '7'), "7: 'value < 5' does not hold"],
    [
      'a scalar is infinite',
      says({ status: 'success', data: { resultType: 'scalar', result: [1, '+Inf'] } }),
      'Infinity',
    ],
  ])('fails where %s', async (_what, given, reason) => {
    answer = given

    const ran = await roll('query: errors')

    expect(gateOf(ran)).toMatchObject({ outcome: 'failed', reason: expect.stringContaining(reason) })
    expect(ran.recap?.errors[0]?.message).toContain("the gate 'errors' did not pass")
  })

  test('asks again until it holds', async () => {
    const values = ['9', '7', '1']
    answer = (response) => vector(values.shift() ?? '')(response)

    const ran = await roll('query: errors, retries: 5, delay: 1ms')

    expect(gateOf(ran)).toMatchObject({ outcome: 'passed' })
    expect(asked).toHaveLength(3)
  })

  test.each<[string, (response: ServerResponse) => void, string, string?]>([
    ['gives no series', vector(), 'the query gives no value'],
    ['gives NaN', vector('NaN'), 'the query gives NaN'],
    ['refuses the query', says({ status: 'error', errorType: 'bad_data', error: 'parse error' }, 400), 'parse error'],
    ['answers in HTML', (response) => response.end('<html>'), 'no vector and no scalar'],
    ['is not there', says({}, 404), 'it answered with status 404'],
    ['gives a matrix', says({ status: 'success', data: { resultType: 'matrix', result: [] } }), 'no vector'],
    ['points elsewhere', (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), 'redirect'],
    ['hangs up', (response) => response.destroy(), 'other side closed'],
    ['says nothing', () => undefined, 'no answer in 0.05 s', '50ms'],
  ])('is unclear where the server %s: the rollout is held', async (_what, given, reason, timeout = '20s') => {
    answer = given

    const ran = await roll(`query: errors, timeout: ${timeout}`)

    expect(gateOf(ran)).toMatchObject({ outcome: 'inconclusive', reason: expect.stringContaining(reason) })
    expect(ran.events.find((event) => event.type === 'stage-finished')).toMatchObject({ verdict: 'hold' })
    expect(code(ran)).toBe(2)
  })

  test('that is unclear fails where the rollout says so', async () => {
    answer = vector()

    const ran = await roll('query: errors', ', on_inconclusive: fail')

    expect(ran.events.find((event) => event.type === 'stage-finished')).toMatchObject({ verdict: 'roll-back-all' })
  })

  test('shows no password that is in its address', async () => {
    const gate = '{prometheus: {url: "http://ann:hunter2@127.0.0.1:1", query: q, until: true}}'
    const rollout = `{stages: [100%], gates: [${gate}]}`

    const ran = await runText({
      playbook: `- hosts: all\n  gather_facts: false\n  rollout: ${rollout}\n  tasks: [{command: "true"}]\n`,
    })

    expect(gateOf(ran)).toMatchObject({ outcome: 'inconclusive' })
    expect(JSON.stringify(ran.events)).not.toContain('hunter2')
  })
})
