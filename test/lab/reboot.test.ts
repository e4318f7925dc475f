import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { availability, describeOnLab } from './describe-on-lab.ts'
import { openLab, type Lab } from './lab.ts'
import { longshore } from './longshore.ts'
import { hostStatus } from './status.ts'

const BUILDS_AND_BOOTS_MS = 15 * 60_000
const HOST = 'g3'

jest.setTimeout(180_000)

const PLAY = `
- hosts: ${HOST}
  gather_facts: false
  become: true
  tasks:
    - setup:
    - assert: {that: ansible_facts.service_mgr == 'systemd'}
    - reboot: {reboot_timeout: 120, test_command: systemctl is-active docker && systemctl is-active containerd}
    - service_facts:
    - assert: {that: "ansible_facts.services[item].state == 'running'"}
      loop: [docker.service, containerd.service]
    - own_shell:
      register: own
    - assert: {that: own.node == ansible_facts.nodename}
    - command: docker version
`

const OWN_MODULE = `#!/bin/sh
printf '{"changed": false, "node": "%s"}' "$(uname -n)"
`

let lab: Lab
let library = ''

beforeAll(async () => {
  if (!availability.available) return
  library = mkdtempSync(join(tmpdir(), 'longshore-lab-library-'))
  writeFileSync(join(library, 'own_shell'), OWN_MODULE)
  lab = await openLab({ hosts: [HOST] })
  await lab.reset(HOST)
}, BUILDS_AND_BOOTS_MS)

afterAll(() => {
  if (!availability.available) return
  rmSync(library, { recursive: true })
  lab.close()
})

/** nspawn leaves the boot after a reboot to whoever started it. */
async function bootOnceOff(): Promise<void> {
  while ((await hostStatus(HOST)).kind !== 'off') await sleep(250)
  await lab.powerCut(HOST)
  await lab.boot(HOST)
}

describeOnLab('a host that a task reboots', () => {
  test('is waited for, and goes on with its daemons at work', async () => {
    const running = longshore(['--limit', HOST, '--module-path', library], PLAY)
    await Promise.race([bootOnceOff(), running])
    const ran = await running

    expect(ran.stdout).not.toContain('error: ')
    expect(ran.recap(HOST)).toMatchObject({ ok: 8, failed: 0, unreachable: 0 })
    expect(ran.exitCode).toBe(0)
  })
})
