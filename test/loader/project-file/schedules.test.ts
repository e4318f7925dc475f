import { describe, expect, test } from '@jest/globals'
import { formatPosition } from '../../../src/base/source-position.ts'
import { parseProjectFile } from '../../../src/loader/project-file/parse-project-file.ts'

const PATH = '/srv/fleet/longshore.yml'

function read(text: string) {
  return parseProjectFile(text, PATH, '/home/ann')
}

function problemsOf(text: string): readonly string[] {
  const parsed = read(text)
  return parsed.ok ? [] : parsed.error.map((e) => `${e.at === undefined ? '' : formatPosition(e.at)} ${e.message}`)
}

describe('schedules of a project file', () => {
  test('give every option, paths from the folder of the file', () => {
    const parsed = read(`
schedules:
  nightly:
    cron: "17 2 * * *"
    timezone: Europe/Berlin
    playbook: [playbooks/a.yml, ~/b.yml]
    overlap: queue
    catch_up: 6h
    jitter: 10m
    windows: {days: [sat], from: "22:00", to: "04:00"}
    limit: web
    inventory: ["a,b,", hosts.yml]
    alert_after: 26h
  often: {every: 15m, playbook: c.yml}
  all: {every: 1d, backup: true}
  some: {every: 1d, backup: "web:!old"}
  drift: {every: 1d, drift: c.yml}
`)

    expect(parsed).toMatchObject({
      ok: true,
      value: {
        schedules: [
          {
            name: 'nightly',
            timing: { kind: 'cron', expression: '17 2 * * *', timezone: 'Europe/Berlin' },
            work: { kind: 'playbook', playbooks: ['/srv/fleet/playbooks/a.yml', '/home/ann/b.yml'] },
            overlap: 'queue',
            catchUpMs: 21_600_000,
            jitterMs: 600_000,
            windows: [{ days: [6], from: 1320, to: 240, timezone: 'UTC' }],
            limit: ['web'],
            inventory: ['a,b,', '/srv/fleet/hosts.yml'],
            alertAfterMs: 93_600_000,
            at: { line: 3, column: 3 },
          },
          { name: 'often', timing: { kind: 'every', everyMs: 900_000 }, catchUpMs: 300_000, overlap: 'skip' },
          { name: 'all', work: { kind: 'backup', pattern: 'all' } },
          { name: 'some', work: { kind: 'backup', pattern: 'web:!old' } },
          { name: 'drift', work: { kind: 'drift', playbooks: ['/srv/fleet/c.yml'] } },
        ],
      },
    })
  })

  test.each([
    ['a: {cron: "17 2 * *", playbook: p.yml}', /1:23 schedules: a: cron: '17 2 \* \*': /],
    ['a: {cron: "0 0 30 2 *", playbook: p.yml}', /1:23 schedules: a: cron: '0 0 30 2 \*': it never comes true/],
    ['a: {playbook: p.yml}', /1:16 schedules: a: nothing says when it runs/],
    ['a: {every: 1h}', /1:16 schedules: a: nothing says what it does/],
    ['a: {every: 1h, cron: "1 1 * * *", playbook: p.yml}', /1:17 schedules: a: 'cron' and 'every' exclude each other/],
    ['a: {every: 10s, playbook: p.yml}', /1:24 schedules: a: every: expected a time of at least 1m, found '10s'/],
    ['a: {evry: 1h, playbook: p.yml}', /1:17 schedules: a: unknown key 'evry': did you mean 'every'\?/],
    ['a: {every: 1h, timezone: UTC, playbook: p.yml}', /1:28 schedules: a: timezone has no meaning with 'every'/],
    [
      'a: {cron: "1 1 * * *", timezone: Europe/Berlim, playbook: p.yml}',
      /there is no time zone 'Europe\/Berlim': did you mean 'Europe\/Berlin'/,
    ],
    [
      'a: {every: 1h, playbook: p.yml, overlap: queu}',
      /1:54 schedules: a: overlap: expected skip or queue, found 'queu': did you mean 'queue'/,
    ],
    [
      'a: {every: 1h, playbook: p.yml, windows: {from: "1", to: "2:00"}}',
      /schedules: a: windows: from: expected a time of day, found '1'/,
    ],
    ['a: {every: 1h, backup: [a]}', /1:36 schedules: a: backup: expected true or a pattern of hosts, found a list/],
    ['a: 5', /1:16 schedules: a: expected a map, found a number/],
    ['"../a": {every: 1h, playbook: p.yml}', /1:13 schedules: '..\/a' cannot be the name of a schedule/],
  ])('%s is refused with its place', (schedule, expected) => {
    const problems = problemsOf(`schedules: {${schedule}}`)

    expect(problems.join('\n')).toMatch(expected)
    const parsed = read(`schedules: {${schedule}}`)
    expect(parsed.ok ? [] : new Set(parsed.error.map(({ code }) => code))).toEqual(new Set(['PROJECT_FILE_INVALID']))
  })

  test('a list of them is refused', () => {
    expect(problemsOf('schedules: [a]')).toEqual([
      `${PATH}:1:12 schedules: expected a map of schedules by their names, found a list`,
    ])
  })
})
