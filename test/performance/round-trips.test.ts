import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../src/adapters/clock.ts'
import { createSshConnector } from '../../src/adapters/ssh/ssh-connector.ts'
import { startSshd } from '../adapters/ssh/sshd.ts'
import { countingConnector } from '../kit/counting-connector.ts'
import { runText } from '../kit/run-text.ts'
import { shellConnector } from '../kit/shell-connector.ts'

const HOSTS = ['h1', 'h2', 'h3']
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longshore-trips-'))
  for (const host of HOSTS) {
    await mkdir(join(folder, host))
    await writeFile(join(folder, host, 'daemon.json'), '{"debug": true}\n')
  }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('site.yml of the bench is six round trips a host: two of the eight that its tasks ask for bring facts of the next along', async () => {
  const connector = countingConnector(shellConnector)
  const ran = await runText({
    playbook: await readFile(new URL('../bench/site/site.yml', import.meta.url), 'utf8'),
    inventory: `[fleet]\n${HOSTS.join('\n')}\n`,
    extraVars: { rev: 7, f: `${folder}/{{ inventory_hostname }}/daemon.json` },
    connector,
  })

  expect(ran.problems).toEqual([])
  expect(ran.recap?.hosts.get('h2')).toMatchObject({ ok: 7, changed: 4, failed: 0 })
  expect(connector.roundTrips()).toEqual({ h1: 6, h2: 6, h3: 6 })
  expect(JSON.parse(await readFile(`${folder}/h3/daemon.json`, 'utf8'))).toMatchObject({ debug: true, rev: 7 })
  expect(await readFile(`${folder}/h3/daemon.json.bak`, 'utf8')).toBe('{"debug": true}\n')
}, 60_000)

/** How many shells a play starts on a host, and what it does there. */
async function shellsOf(playbook: string, changed: number): Promise<number> {
  const sshd = await startSshd()
  const inventory = `h1 ansible_host=127.0.0.1 ansible_port=${sshd.port} ansible_user=${sshd.user}
[fleet]\nh1\n[fleet:vars]\nansible_ssh_private_key_file=${sshd.keyFile}
ansible_ssh_common_args="-F none -o UserKnownHostsFile=${sshd.knownHostsFile}"\n`
  const ran = await runText({
    playbook,
    inventory,
    extraVars: { rev: 8, f: `${folder}/{{ inventory_hostname }}/daemon.json`, folder },
    connector: createSshConnector({ clock: systemClock }),
    settings: { connection: { connectTimeoutMs: 60_000 } },
  })
  await sshd.stop()
  expect(ran.problems).toEqual([])
  expect(ran.recap?.hosts.get('h1')).toMatchObject({ changed, failed: 0 })
  return sshd.log().match(/Starting session: command/g)?.length ?? 0
}

test('and three shells: a copy has the one of what looked before it, and leaves it to what follows', async () => {
  const playbook = await readFile(new URL('../bench/site/site.yml', import.meta.url), 'utf8')

  expect(await shellsOf(playbook, 4)).toBe(3)
}, 60_000)

const FILES = `
- hosts: fleet
  gather_facts: false
  tasks:
    - file: {path: "{{ folder }}/made", state: directory}
    - copy: {dest: "{{ folder }}/made/a", content: "a\\n"}
    - lineinfile: {path: "{{ folder }}/made/a", line: b}
    - file: {path: "{{ folder }}/made/a", mode: "0600"}
    - file: {path: "{{ folder }}/made/link", src: a, state: link}
    - copy: {src: "{{ folder }}/made/a", dest: "{{ folder }}/made/b", remote_src: true}
    - file: {path: "{{ folder }}/made/link", state: absent}
`

test('files that are changed one after the other have one shell, and a command then has its own', async () => {
  expect(await shellsOf(FILES, 7)).toBe(1)
  expect(await readFile(`${folder}/made/b`, 'utf8')).toBe('a\nb\n')
  await rm(`${folder}/made`, { recursive: true })
  expect(await shellsOf(`${FILES}    - command: "true"\n    - command: "true"\n`, 9)).toBe(2)
}, 60_000)
