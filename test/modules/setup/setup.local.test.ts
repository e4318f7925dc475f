import { describe, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, hostname, tmpdir, totalmem, userInfo } from 'node:os'
import { join } from 'node:path'
import { ping } from '../../../src/modules/ping/index.ts'
import { setup } from '../../../src/modules/setup/index.ts'
import { runModule } from '../run-module.ts'

const facts = async (args: Readonly<Record<string, unknown>> = {}) => {
  const ran = await runModule(setup, args)
  return { ran, facts: ran.values['ansible_facts'] as Readonly<Record<string, unknown>> }
}

describe('setup', () => {
  test('gathers the common facts in one round trip, each of its type', async () => {
    const { ran, facts: found } = await facts()

    expect({ status: ran.status, roundTrips: ran.roundTrips }).toEqual({ status: 'ok', roundTrips: 1 })
    expect(found).toMatchObject({
      ansible_hostname: hostname().split('.')[0],
      ansible_nodename: expect.any(String),
      ansible_system: 'Linux',
      ansible_kernel: expect.stringMatching(/^\d+\./),
      ansible_architecture: expect.any(String),
      ansible_distribution: expect.any(String),
      ansible_distribution_version: expect.any(String),
      ansible_distribution_major_version: expect.stringMatching(/^\d+$/),
      ansible_os_family: expect.any(String),
      ansible_service_mgr: expect.any(String),
      ansible_pkg_mgr: expect.any(String),
      ansible_user_id: userInfo().username,
      ansible_user_uid: userInfo().uid,
      ansible_env: expect.objectContaining({ PATH: expect.any(String) }),
      ansible_date_time: expect.objectContaining({ epoch: expect.stringMatching(/^\d+$/) }),
      ansible_processor_vcpus: cpus().length,
      ansible_memtotal_mb: Math.floor(totalmem() / 1024 / 1024),
      ansible_interfaces: expect.arrayContaining(['lo']),
      ansible_all_ipv4_addresses: expect.any(Array),
      ansible_default_ipv4: expect.any(Object),
      ansible_mounts: expect.any(Array),
    })
  })

  test('gathers only the subsets that are asked for', async () => {
    const few = await facts({ gather_subset: ['!all'] })
    const network = await facts({ gather_subset: 'network' })

    expect(few.facts).toHaveProperty('ansible_hostname')
    expect(few.facts).not.toHaveProperty('ansible_memtotal_mb')
    expect(network.facts).toHaveProperty('ansible_interfaces')
    expect(network.facts).not.toHaveProperty('ansible_memtotal_mb')
  })

  test('filters by globs, with or without the prefix', async () => {
    const names = async (filter: readonly string[]) =>
      Object.keys((await facts({ filter })).facts).filter((name) => name.startsWith('ansible_'))

    expect(await names(['ansible_memtotal*'])).toEqual(['ansible_memtotal_mb'])
    expect(await names(['hostname', 'kernel'])).toEqual(['ansible_hostname', 'ansible_kernel'])
  })

  test('takes the facts that a host has of itself', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'longshore-facts-'))
    writeFileSync(join(folder, 'site.fact'), '{"rack": 7}')

    const { facts: found } = await facts({ fact_path: folder })

    rmSync(folder, { recursive: true })
    expect(found['ansible_local']).toEqual({ site: { rack: 7 } })
  })
})

describe('ping', () => {
  test('answers, in one round trip, with what it was given', async () => {
    expect(await runModule(ping, {})).toMatchObject({ status: 'ok', values: { ping: 'pong' }, roundTrips: 1 })
    expect(await runModule(ping, { data: 'hello' })).toMatchObject({ values: { ping: 'hello' } })
  })

  test('fails when asked to', async () => {
    expect(await runModule(ping, { data: 'crash' })).toMatchObject({ status: 'failed', error: { message: 'boom' } })
  })
})
