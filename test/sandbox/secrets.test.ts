import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { Controller } from '../kit/controller.ts'
import { AUTH, leaksIn, MARKER, SECRETS } from './secrets/canaries.ts'
import { DRIFT, FILES, KEPT, playbook } from './secrets/playbook.ts'
import { recorderScript } from './secrets/recorder.ts'
import { type Ears, startEars, textOf } from './secrets/sinks.ts'
import { openSandbox } from './with-sandbox.ts'

const HOST = `${MARKER}-host`
const BASE = '/var/lib/longshore'
const ARGV = '/tmp/argv'

let sandbox: Sandbox
let ears: Ears
const controller = new Controller()
/** What there is to be read after the runs, by the place where it is. */
const sinks = new Map<string, string>()

const onHost = async (script: string) => (await sandbox.hosts[0]!.run(script)).stdout
const at = (...path: readonly string[]) => join(controller.folder, ...path)

function write(name: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(at(name)), { recursive: true })
  writeFileSync(at(name), text, { mode })
}

/** Files, settings and programs around the playbook: all that a run may tell anything to. */
async function prepare(): Promise<void> {
  for (const [name, text] of Object.entries(FILES)) write(name, text, name.endsWith('.sh') ? 0o755 : 0o644)
  const inventory = readFileSync(sandbox.inventoryFile, 'utf8')
  write('hosts.ini', `${inventory}ansible_become_password=${SECRETS.sudo}\n`)
  write('play.yml', playbook(ears.url))
  const hook = '#!/bin/sh\n{ echo "$@"; env; cat; } >> "$(dirname "$0")/hook-heard"\n'
  write('hook.sh', hook, 0o755)
  const notifications = [
    { webhook: `${ears.url}/webhook` },
    { slack: `${ears.url}/slack` },
    { command: [at('hook.sh'), MARKER] },
  ]
  write('longshore.yml', JSON.stringify({ notifications, backups: { store: 'store' } }))
  write(
    'ansible.cfg',
    `[defaults]
log_path = said.log
retry_files_enabled = true
retry_files_save_path = retries
fact_caching = jsonfile
fact_caching_connection = facts
show_custom_stats = true
`,
  )
  write('broken/daemon.json', `{"${MARKER}": 1,\n "auth": "${SECRETS.token}" "registry-mirrors": 1}`)
  const misspelt = `{registry: r.example, password: ${SECRETS.registryPassword}, ${MARKER}: ${SECRETS.token}}`
  write('broken/play.yml', `- name: ${MARKER}\n  hosts: all\n  tasks:\n    - registry_auth: ${misspelt}\n`)
  write('drift.yml', DRIFT)
  write(`${MARKER}.yml`, KEPT)
  execFileSync('sh', ['-c', recorderScript(at('bin'), at('argv'))])
  await onHost(recorderScript('/run/sandbox/bin', ARGV, ['sudo']))
}

const options = () => ({ env: { PATH: `${at('bin')}:${process.env['PATH'] ?? ''}` } })
const WITH = ['-i', 'hosts.ini', '--vault-password-file', 'pw']
const RUN = ['run', 'play.yml', ...WITH, '--diff']

async function hear(sink: string, argv: readonly string[], program = 'src/main.ts'): Promise<void> {
  sinks.set(sink, (await controller.run(argv, { ...options(), program })).output)
}

async function runEverything(): Promise<void> {
  await hear('--output default', [...RUN, '-vvvv'])
  await hear('--output json', [...RUN, '-vvv', '--output', 'json'])
  await hear('--output quiet', [...RUN, '--output', 'quiet'])
  await hear('longshore-ansible-playbook', [...RUN.slice(1), '-vvv'], 'src/bin/ansible-playbook.ts')
  await hear('--check --diff', [...RUN, '--check', '-vv'])
}

async function lookEverywhere(): Promise<void> {
  await hear('runs show', ['runs', 'show', 'latest'])
  await hear('runs show --output json', ['runs', 'show', 'latest', '--output', 'json'])
  await hear('runs events', ['runs', 'events', 'latest'])
  await hear('runs events --output json', ['runs', 'events', 'latest', '--output', 'json'])
  sinks.set('log_path', readFileSync(at('said.log'), 'utf8'))
  sinks.set('retry files', textOf(at('retries')))
  sinks.set('fact cache', textOf(at('facts')))
  sinks.set('webhook', ears.heard('/webhook'))
  sinks.set('Slack', ears.heard('/slack'))
  sinks.set('command of notifications: argv, environment, input', readFileSync(at('hook-heard'), 'utf8'))
  sinks.set('lock of the host', await onHost('cat /root/kept/locks/*/*'))
  sinks.set('guard and undo records of the host', await onHost('cd /root/kept && cat guard/* runs/*/*'))
}

async function useTheRest(): Promise<void> {
  await hear('lint', ['lint', 'play.yml', 'broken/daemon.json', 'broken/play.yml'])
  await hear('error before a run', ['run', 'broken/play.yml', ...WITH])
  await hear('drift', ['drift', 'drift.yml', ...WITH])
  await hear('drift --output json', ['drift', 'drift.yml', ...WITH, '--output', 'json'])
  await hear('backup', ['backup', 'all', ...WITH, '-b', '-v'])
  await hear('backups show', ['backups', 'show', HOST, '--path', '/root/.docker/config.json'])
  await onHost(`printf '{"auths": {"${MARKER}": {"auth": "changed"}}}' > /root/.docker/config.json`)
  await hear('backups diff', ['backups', 'diff', HOST, '--live', ...WITH, '-b'])
  sinks.set('store of backups', execFileSync('git', ['-C', at('store'), 'log', '-p'], { encoding: 'utf8' }))
  await hear('metrics', ['metrics'])
  const content = `dest=/tmp/${MARKER} content={{ansible_become_password}}`
  await hear('exec', ['exec', 'all', ...WITH, '-m', 'copy', '-a', content, '-D', '-b'])
  await hear('--output ansible', ['run', `${MARKER}.yml`, ...WITH, '--output', 'ansible', '-vvv'])
  await hear('runs rollback', ['runs', 'rollback', 'latest'])
  await hear('runs list', ['runs', 'list'])
  sinks.set('folders of the runs: journals and requests', textOf(at('longshore', 'runs')))
  sinks.set('argv on the controller', readFileSync(at('argv'), 'utf8'))
  sinks.set('argv on the host', await onHost(`cat ${ARGV}`))
}

const SINKS = [
  ...['--output default', '--output json', '--output quiet', '--output ansible', 'longshore-ansible-playbook'],
  ...['--check --diff', 'runs show', 'runs show --output json', 'runs events', 'runs events --output json'],
  ...[
    'log_path',
    'retry files',
    'fact cache',
    'webhook',
    'Slack',
    'command of notifications: argv, environment, input',
  ],
  ...[
    'lock of the host',
    'guard and undo records of the host',
    'lint',
    'error before a run',
    'drift',
    'drift --output json',
  ],
  ...['backup', 'backups show', 'backups diff', 'store of backups', 'metrics', 'exec', 'runs rollback', 'runs list'],
  'folders of the runs: journals and requests',
  ...['argv on the controller', 'argv on the host'],
]

beforeAll(async () => {
  ears = await startEars()
  const config = `{"auths": {"${MARKER}": {"auth": "${AUTH}", "identitytoken": "${SECRETS.identityToken}"}}}`
  sandbox = await openSandbox([
    {
      name: HOST,
      docker: '26.1.5',
      containerd: '1.7.24',
      sudoPassword: SECRETS.sudo,
      files: {
        '/root/.docker/config.json': config,
        ...Object.fromEntries(['lines', 'block', 'replaced'].map((name) => [`/srv/${MARKER}/${name}`, `${MARKER}\n`])),
      },
    },
  ])
  await prepare()
  await runEverything()
  await lookEverywhere()
  await useTheRest()
}, 400_000)

afterAll(async () => {
  controller[Symbol.dispose]()
  ears.close()
  await sandbox.close()
})

test('every sink was looked at', () => {
  expect([...sinks.keys()].sort()).toEqual([...SINKS].sort())
})

describe.each(SINKS)('%s', (sink) => {
  const text = () => sinks.get(sink) ?? ''

  test('has the word that goes wherever secrets go, and none of the secrets', () => {
    expect(text()).toContain(MARKER)
    expect(leaksIn(text())).toEqual([])
  })

  test('would be caught with a secret in it, whatever form it has', () => {
    const words = text().replaceAll(MARKER, SECRETS.vaultFile)
    const forms = [words, JSON.stringify(words), encodeURIComponent(words), Buffer.from(words).toString('base64')]

    expect(forms.map((form) => leaksIn(form).length > 0)).toEqual([true, true, true, true])
  })
})

test('what a run keeps on its host is for root alone', async () => {
  expect(await onHost(`find ${BASE} -perm /077 ! -type l`)).toBe('')
})
