import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import type { ScheduleState } from '../../src/model/schedule/schedule-state.ts'
import type { SnapshotEntry } from '../../src/model/host-snapshot.ts'
import { runDaemon } from '../../src/scheduler/run-daemon.ts'
import { must } from '../adapters/git/a-store.ts'
import { answersOnPort } from './answers-on-port.ts'
import { describeOnLab } from './describe-on-lab.ts'
import type { HostName } from './generations.ts'
import { openLab, type Lab, type LabHost } from './lab.ts'
import { NightlyController } from './nightly-controller.ts'
import { BY_HAND, MESS, ROLLOUT, SET_UP } from './nightly-changes.ts'

const BUILDS_AND_BOOTS_MS = 15 * 60_000
const NIGHTS = 60
const HOUR_MS = 3_600_000
const CONFIG = [
  '/etc/docker/daemon.json',
  '/etc/docker/certs.d',
  '/etc/containerd',
  '/etc/systemd/system/docker.service.d',
  '/root/.docker/config.json',
]
const EFFECTIVE = `docker info --format '{{json .RegistryConfig}} {{json .LiveRestoreEnabled}} {{json .Debug}}'
containerd config dump | grep -v '^$'
systemctl show docker -p DropInPaths`

/** Days on which something is done, counted from the first night: hosts go before a night and are back before the next. */
const CABLE_CUT: ReadonlySet<number> = new Set([9, 31])
const CONTROLLER_OFF: ReadonlySet<number> = new Set([40])
const MESSED_AND_RESTORED: ReadonlySet<number> = new Set([14, 33, 55])
const RESTORED_TO_EARLIER: ReadonlySet<number> = new Set([26, 46])

jest.setTimeout(300_000)

/** A host as a backup found it. */
interface Held {
  readonly run: string
  readonly files: string
  readonly effective: string
}

describeOnLab('a nightly backup of real hosts over 60 days', () => {
  let lab: Lab
  let hosts: readonly LabHost[] = []
  let state: ScheduleState
  const controller = new NightlyController('2026-03-02T00:00:00Z')
  /** What each host held when a backup of it was stored, each time that this was new, and the run of it. */
  const stored = new Map<HostName, Held[]>()
  const gone = new Map<HostName, 'sshd stopped' | 'cable cut'>()
  const restores: { readonly now: readonly Omit<Held, 'run'>[]; readonly then: readonly Omit<Held, 'run'>[] }[] = []
  const problems: string[] = []
  let nights = 0
  let versionsExpected = 0

  const reached = () => hosts.filter(({ name }) => !gone.has(name))
  const hostOf = (day: number) => reached()[day % reached().length] as LabHost

  async function inHost(name: HostName, program: string): Promise<void> {
    const output = await lab.inHost(name, program)
    if (output.exitCode !== 0) throw new Error(`${name}: ${program}: ${output.stderr}`)
  }

  async function held(name: HostName): Promise<Omit<Held, 'run'>> {
    const [files, effective] = await Promise.all([lab.checksum(name, CONFIG), lab.inHost(name, EFFECTIVE)])
    return { files, effective: effective.stdout }
  }

  /** Of these hosts there is a backup by now. */
  async function noteStored(run: string, names: readonly HostName[]): Promise<void> {
    const found = await Promise.all(names.map(async (name) => [name, await held(name)] as const))
    let isNew = false
    for (const [name, now] of found) {
      const kept = stored.get(name) ?? []
      const last = kept.at(-1)
      if (last?.files === now.files && last.effective === now.effective) continue
      stored.set(name, [...kept, { ...now, run }])
      isNew = true
    }
    if (isNew) versionsExpected++
  }

  async function comeBack(): Promise<void> {
    for (const [name, why] of gone) {
      if (why === 'cable cut') await lab.restoreNetwork(name)
      else await inHost(name, 'systemctl start ssh.socket 2>/dev/null || :; systemctl start ssh')
      const address = hosts.find((host) => host.name === name)?.address ?? ''
      if (!(await answersOnPort(address, 22, 20_000))) throw new Error(`${name} does not come back`)
    }
    gone.clear()
  }

  async function vanish(name: HostName, why: 'sshd stopped' | 'cable cut'): Promise<void> {
    if (why === 'cable cut') await lab.cutNetwork(name)
    else await inHost(name, 'systemctl stop ssh.socket 2>/dev/null || :; systemctl stop ssh')
    gone.set(name, why)
  }

  async function restore(pattern: string, at: string, wanted: ReadonlyMap<HostName, Held>): Promise<void> {
    const said = await controller.longshore('backups', 'restore', pattern, '--at', at, '--yes')
    if (said.exitCode !== 0) problems.push(`restore of ${pattern} at ${at}: ${said.stdout}${said.stderr}`)
    restores.push({
      now: await Promise.all([...wanted].map(([name]) => held(name))),
      then: [...wanted.values()].map(({ files, effective }) => ({ files, effective })),
    })
  }

  /** What happens between one night and the next. */
  async function day(night: number): Promise<void> {
    await comeBack()
    if (night % 4 === 1) await inHost(hostOf(night).name, BY_HAND[(night >> 2) % BY_HAND.length]?.(night) ?? '')
    if (night % 13 === 6) {
      if (night % 2 === 1) await vanish(hostOf(night).name, 'sshd stopped')
      const said = await controller.longshore('run', 'playbooks/rollout.yml', '-e', `night=${night}`)
      if (said.exitCode !== (gone.size === 0 ? 0 : 4)) problems.push(`rollout: ${said.stdout}${said.stderr}`)
    }
    if (MESSED_AND_RESTORED.has(night)) {
      const wanted = new Map(hosts.map(({ name }) => [name, stored.get(name)?.at(-1) as Held] as const))
      await Promise.all(hosts.map(({ name }) => inHost(name, MESS)))
      await restore('all', 'latest', wanted)
    }
    if (RESTORED_TO_EARLIER.has(night)) {
      const { name } = hostOf(night)
      const earlier = stored.get(name)?.at(-3) as Held
      await restore(name, earlier.run, new Map([[name, earlier]]))
      await noteStored('restored', [name])
    }
    if (CABLE_CUT.has(night)) await vanish(hostOf(night).name, 'cable cut')
    else if (night % 7 === 5 && gone.size === 0) await vanish(hostOf(night + 1).name, 'sshd stopped')
    if (CONTROLLER_OFF.has(night)) controller.pass(32 * HOUR_MS)
  }

  beforeAll(async () => {
    lab = await openLab()
    hosts = lab.hosts.filter((host) => host.available)
    for (const host of lab.hosts) if (!host.available) process.stderr.write(`SKIPPED on ${host.name}: ${host.reason}\n`)
    for (const { name } of hosts) {
      await lab.reset(name)
      await inHost(name, SET_UP)
    }
    await controller.open(
      inventory(),
      '{nightly: {cron: "17 2 * * *", timezone: Europe/Berlin, backup: true, catch_up: 6h}}',
    )
    writeFileSync(join(controller.folder, 'playbooks/rollout.yml'), ROLLOUT)
    await liveThrough()
  }, BUILDS_AND_BOOTS_MS)

  afterAll(async () => {
    await comeBack()
    lab.close()
    controller[Symbol.dispose]()
  })

  function inventory(): string {
    const lines = hosts.map(({ name, address }) => `${name}: {ansible_host: ${address}}`)
    const ssh = `-o UserKnownHostsFile=${lab.knownHosts} -o StrictHostKeyChecking=yes`
    const vars = { ansible_user: 'ops', ansible_ssh_private_key_file: lab.key, ansible_ssh_common_args: ssh }
    return `all:\n  vars: ${JSON.stringify({ ...vars, ansible_become: true, ansible_timeout: 4 })}\n  hosts: {${lines.join(', ')}}\n`
  }

  async function liveThrough(): Promise<void> {
    const stop = new AbortController()
    const deps = await controller.daemon()
    let lived = 0
    await runDaemon(
      {
        ...deps,
        async perform(schedule, run) {
          const exitCode = await deps.perform(schedule, run)
          await noteStored(
            run,
            reached().map(({ name }) => name),
          )
          nights++
          if (exitCode !== (gone.size === 0 ? 0 : 4)) problems.push(`night ${nights}: ${controller.takeSaid().stderr}`)
          return exitCode
        },
        async onLook() {
          while (await isRunning()) await sleep(20)
          if (nights === lived) return
          lived = nights
          if (nights >= NIGHTS) stop.abort()
          else await day(nights)
        },
      },
      stop.signal,
    )
    state = must(await controller.schedules.read('nightly')).state as ScheduleState
  }

  async function isRunning(): Promise<boolean> {
    return must(await controller.schedules.read('nightly')).state?.running !== undefined
  }

  test('every night has its run, those with hosts that had vanished fail and are told, and the one without a controller is known', () => {
    const { ok, failed, interrupted, missed, skipped } = state.counts

    expect(problems).toEqual([])
    expect({ interrupted, missed, skipped }).toEqual({ interrupted: 0, missed: CONTROLLER_OFF.size, skipped: 0 })
    expect(ok + failed).toBe(NIGHTS)
    expect(failed).toBeGreaterThanOrEqual(9)
  })

  test('every restore gave back bytes, modes, owners and what the daemons use', () => {
    expect(restores).toHaveLength(MESSED_AND_RESTORED.size + RESTORED_TO_EARLIER.size)
    for (const { now, then } of restores) expect(now).toEqual(then)
  })

  test('every change is in git exactly once, as it was on the host, secrets included', async () => {
    for (const { name } of hosts) {
      const versions = [...must(await controller.backups.versions([name]))].reverse()
      const files = []
      for (const { id } of versions) files.push(linesOf(must(await controller.backups.read(name, id)).entries))

      expect([name, files]).toEqual([
        name,
        stored.get(name)?.map((each) => [...new Set(each.files.trim().split('\n'))].sort()),
      ])
      expect(files.length).toBeGreaterThanOrEqual(8)
    }
    const git = ['-C', controller.store, 'rev-list', '--count', 'main']
    expect(Number(execFileSync('git', git, { encoding: 'utf8' }))).toBe(versionsExpected)
  })

  test('the store is sound in the end, and every secret in it opens', async () => {
    controller.takeSaid()
    const verified = await controller.longshore('backups', 'verify')

    expect(verified).toMatchObject({ exitCode: 0, stderr: '' })
    expect(verified.stdout).toMatch(new RegExp(`${hosts.length} hosts: sound\\n${hosts.length} secrets were opened`))
    const text = execFileSync('git', ['-C', controller.store, 'log', '-p', 'main'], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    })
    expect(text).not.toContain('cm9ib3Q6')
    expect(readFileSync(join(controller.folder, 'longshore.yml'), 'utf8')).toContain('age1')
  })

  /** As `lab.checksum` tells them, for what is in CONFIG. */
  function linesOf(entries: readonly SnapshotEntry[]): readonly string[] {
    const isShown = (path: string) => CONFIG.some((root) => path === root || path.startsWith(`${root}/`))
    const absent = CONFIG.filter((root) => !entries.some(({ path }) => path === root)).map((root) => `${root} absent`)
    const lines = entries
      .filter(({ path }) => isShown(path))
      .flatMap((entry) => {
        const mode = entry.kind === 'link' ? '777' : entry.mode.toString(8)
        const target = entry.kind === 'link' ? entry.target : ''
        const row = `${entry.path} ${entry.kind[0]?.replace('f', entry.kind === 'folder' ? 'd' : 'f') ?? ''} ${mode} ${entry.uid}:${entry.gid} ${target}`
        const sum =
          entry.kind === 'file'
            ? createHash('sha256')
                .update(entry.content ?? '')
                .digest('hex')
            : ''
        return entry.kind === 'file' ? [row, `${sum}  ${entry.path}`] : [row]
      })
    return [...absent, ...lines].sort()
  }
})
