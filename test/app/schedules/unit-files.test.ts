import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { type Installation, unitFiles, unitName } from '../../../src/app/schedules/unit-files.ts'

const PLAIN: Installation = {
  projectFile: '/srv/fleet/longshore.yml',
  schedules: ['nightly', 'often'],
  program: ['/usr/bin/true', '/opt/longshore/main.js'],
  environment: { XDG_STATE_HOME: '/var/lib/x' },
  isUsers: false,
}
/** Everything that means something to systemd, sh or cron. */
const ODD: Installation = {
  ...PLAIN,
  projectFile: `/tmp/it's 100% "odd" $HOME/longshore.yml`,
  program: ['/usr/bin/true', '/opt/a b/$x%n"\\.js'],
  user: 'daemon',
}

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0
if (!hasSystemd) process.stderr.write('SKIPPED: there is no systemd-analyze to verify the units with\n')
const testWithSystemd = hasSystemd ? test : test.skip

function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'units-'))
  try {
    return use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('what is installed for schedules', () => {
  test('is one service, a service and a timer a schedule, or one file for cron', () => {
    const names = (kind: 'daemon' | 'timers' | 'crontab') => unitFiles(kind, PLAIN).map(({ name }) => name)

    expect(names('daemon')).toEqual(['longshore-fleet.service'])
    expect(names('timers')).toEqual([
      'longshore-fleet-nightly.service',
      'longshore-fleet-nightly.timer',
      'longshore-fleet-often.service',
      'longshore-fleet-often.timer',
    ])
    expect(names('crontab')).toEqual(['longshore-fleet'])
    expect(unitName('/longshore.yml')).toBe('longshore-root')
  })

  test('begins each file with whose it is', () => {
    for (const kind of ['daemon', 'timers', 'crontab'] as const) {
      for (const { text } of unitFiles(kind, PLAIN)) {
        expect(text).toMatch(/^# Written by longshore schedule install for \/srv\/fleet\/longshore\.yml\n/)
      }
    }
  })

  testWithSystemd.each([
    ['plain paths', 'daemon', PLAIN],
    ['plain paths', 'timers', PLAIN],
    ['odd paths', 'daemon', ODD],
    ['odd paths', 'timers', ODD],
  ] as const)('%s: systemd has nothing against the %s', (_what, kind, installation) => {
    inFolder((folder) => {
      const paths = unitFiles(kind, installation).map(({ name, text }) => {
        writeFileSync(join(folder, name), text)
        return join(folder, name)
      })

      const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', ...paths], { encoding: 'utf8' })

      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    })
  })

  test('a line for cron starts the very words in the folder of the project', () => {
    inFolder((folder) => {
      const program = ['/usr/bin/printf', '%s|', 'a b', `it's`, '$HOME', '100%']
      const [file] = unitFiles('crontab', { ...PLAIN, program, projectFile: join(folder, 'longshore.yml') })
      const line = file?.text.split('\n').find((each) => each.includes('nightly')) ?? ''
      const [, command = ''] = /^\* \* \* \* \* root (.*)$/.exec(line) ?? []

      const said = execFileSync('sh', ['-c', command.replaceAll('\\%', '%')], { encoding: 'utf8' })

      expect(said).toBe(`a b|it's|$HOME|100%|schedule|run|nightly|--due|--output|quiet|`)
    })
  })
})
