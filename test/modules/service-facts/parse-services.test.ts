import { describe, expect, test } from '@jest/globals'
import { parseSections } from '../../../src/modules/module-utils/sections.ts'
import { parseServices } from '../../../src/modules/service-facts/parse-services.ts'

const section = (name: string, ...lines: readonly string[]) => `\u001e${name}\n${lines.join('\n')}\n`
const parse = (...sections: readonly string[]) => parseServices(parseSections(sections.join('')))

const UNITS = section(
  'units',
  '  UNIT                 LOAD      ACTIVE   SUB     DESCRIPTION',
  '  cron.service         loaded    active   running Regular background program processing daemon',
  '  apt-daily.service    loaded    inactive dead    Daily apt download activities',
  '\u25cf broken.service       loaded    failed   failed  Something that broke',
  '\u25cf gone.service         not-found inactive dead    gone.service',
  '* hidden.service       masked    inactive dead    hidden.service',
  '',
  'LOAD   = Reflects whether the unit definition was properly loaded.',
  '5 loaded units listed.',
)
const FILES = section(
  'files',
  'UNIT FILE            STATE    PRESET',
  'cron.service         enabled  enabled',
  'apt-daily.service    static   -',
  'broken.service       enabled  enabled',
  'getty@.service       enabled  enabled',
  'idle.service         disabled enabled',
  '',
  '5 unit files listed.',
)
const STATES = section('states', 'Id=cron.service', 'ActiveState=active', '', 'Id=idle.service', 'ActiveState=inactive')

describe('services as service_facts tells them', () => {
  test('of systemd: loaded ones, and unit files that are not loaded', () => {
    const of = (name: string, state: string, status: string) => ({ name, state, status, source: 'systemd' })

    expect(parse(UNITS, FILES, STATES)).toEqual({
      'cron.service': of('cron.service', 'running', 'enabled'),
      'apt-daily.service': of('apt-daily.service', 'stopped', 'static'),
      'broken.service': of('broken.service', 'stopped', 'failed'),
      'gone.service': of('gone.service', 'stopped', 'not-found'),
      'hidden.service': of('hidden.service', 'stopped', 'masked'),
      'getty@.service': of('getty@.service', 'unknown', 'enabled'),
      'idle.service': of('idle.service', 'inactive', 'disabled'),
    })
  })

  test('of SysV: those that can tell', () => {
    expect(parse(section('sysv', ' [ + ]  ssh', ' [ - ]  cron', ' [ ? ]  odd'))).toEqual({
      ssh: { name: 'ssh', state: 'running', source: 'sysv' },
      cron: { name: 'cron', state: 'stopped', source: 'sysv' },
    })
  })

  test('of OpenRC: with their runlevels', () => {
    const status = section(
      'openrc',
      'Runlevel: default',
      ' sshd                   [  started  ]',
      ' ntpd  [  stopped  ]',
    )
    const runlevels = section('runlevels', '                 sshd |      default', '                 ntpd |')

    expect(parse(status, runlevels)).toEqual({
      sshd: { name: 'sshd', runlevels: ['default'], state: 'started', source: 'openrc' },
      ntpd: { name: 'ntpd', runlevels: null, state: 'stopped', source: 'openrc' },
    })
  })

  test('of a host without any: none', () => {
    expect(parse('')).toEqual({})
  })
})
