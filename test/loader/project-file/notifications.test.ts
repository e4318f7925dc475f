import { describe, expect, test } from '@jest/globals'
import { parseProjectFile } from '../../../src/loader/project-file/parse-project-file.ts'

function read(text: string) {
  return parseProjectFile(text, '/p/longshore.yml', '/home/ann')
}

describe('notifications of longshore.yml', () => {
  test('are targets, each with what it wants to hear and how long it is waited for', () => {
    const parsed = read(`notifications:
  - slack: {env: SLACK_HOOK}
    events: [halt, rollback]
  - webhook: https://ops.example/hook
    headers: {Authorization: Bearer s3cret}
    timeout: 3s
    retries: 0
  - command: [logger, -t, longshore]
`)

    expect(parsed).toMatchObject({
      ok: true,
      value: {
        notifications: [
          {
            to: { kind: 'slack', url: { env: 'SLACK_HOOK' } },
            on: ['halt', 'rollback'],
            timeoutMs: 10_000,
            retries: 2,
          },
          { to: { kind: 'webhook' }, timeoutMs: 3000, retries: 0 },
          { to: { kind: 'command', argv: ['logger', '-t', 'longshore'] } },
        ],
      },
    })
    expect(JSON.stringify(parsed)).not.toMatch(/s3cret|ops\.example/)
  })

  test.each([
    ['notifications: true\n', '1:16', 'expected a list of targets'],
    ['notifications:\n  - slak: x\n', '2:5', "unknown key 'slak'"],
    ['notifications:\n  - events: [halt]\n', '2:5', 'one of webhook, slack and command'],
    ['notifications:\n  - slack: https://x\n    command: [a]\n', '2:5', 'one of webhook, slack and command'],
    ['notifications:\n  - slack: https://x\n    events: [halt, stages]\n', '3:20', 'expected some of stage, halt'],
    ['notifications:\n  - command: logger\n', '2:5', 'expected a list: the program and its arguments'],
    ['notifications:\n  - slack: https://x\n    timeout: soon\n', '3:5', 'expected a duration'],
    ['notifications:\n  - slack: https://x\n    headers: {A: b}\n', '3:5', 'only a webhook has them'],
  ])('%j is refused with its place', (text, place, problem) => {
    const parsed = read(text)

    expect(parsed.ok).toBe(false)
    if (parsed.ok) return
    expect(parsed.error).toHaveLength(1)
    const [error] = parsed.error
    expect(error?.message).toContain(problem)
    expect(`${error?.at?.line}:${error?.at?.column}`).toBe(place)
  })
})
