import { describe, expect, test } from '@jest/globals'
import { parseSections } from '../../../src/modules/module-utils/sections.ts'
import { cmdline, serviceManager } from '../../../src/modules/setup/collect/boot.ts'
import type { Collector } from '../../../src/modules/setup/collect/collector.ts'
import { devices } from '../../../src/modules/setup/collect/devices.ts'
import { dns } from '../../../src/modules/setup/collect/dns.ts'
import { mounts } from '../../../src/modules/setup/collect/mounts.ts'
import { network } from '../../../src/modules/setup/collect/network.ts'
import { caps, selinux } from '../../../src/modules/setup/collect/security.ts'
import { virtual } from '../../../src/modules/setup/collect/virtual.ts'

/** What a collector reads out of sections, each given as its lines. */
const read = (collector: Collector, sections: Readonly<Record<string, readonly string[]>>) => {
  const text = Object.entries(sections).map(
    ([name, lines]) => `\u001e${name}\n${lines.map((line) => `${line}\n`).join('')}`,
  )
  return collector.parse(parseSections(text.join('')))
}

describe('network facts', () => {
  test('count a label as an interface, and a secondary address to its label and to its device', () => {
    const facts = read(network, {
      'link:br-0': [
        'address\t02:00:00:00:00:01',
        'mtu\t1500',
        'operstate\tup',
        'type\t1',
        'flags\t0x1103',
        'port\tvb-1',
      ],
      addresses: [
        String.raw`2: br-0    inet 10.1.0.1/24 brd 10.1.0.255 scope global br-0\       valid_lft forever`,
        String.raw`2: br-0    inet 10.3.0.1 peer 10.3.0.2/32 scope global br-0\       valid_lft forever`,
        String.raw`2: br-0    inet 10.1.0.2/24 scope global secondary br-0:x\       valid_lft forever`,
        String.raw`2: br-0    inet6 fd00:1::1/64 scope global \       valid_lft forever`,
      ],
      route4: ['8.8.8.8 via 10.1.0.254 dev br-0 src 10.1.0.1 uid 0'],
    })

    expect(facts).toMatchObject({
      interfaces: ['br-0', 'br-0_x'],
      br_0: {
        active: true,
        promisc: true,
        ipv4: { address: '10.1.0.1', broadcast: '10.1.0.255', network: '10.1.0.0', netmask: '255.255.255.0' },
        ipv4_secondaries: [
          { address: '10.3.0.1', prefix: '32' },
          { address: '10.1.0.2', prefix: '24' },
        ],
        ipv6: [{ address: 'fd00:1::1', prefix: '64', scope: 'global' }],
      },
      br_0_x: { ipv4_secondaries: [{ address: '10.1.0.2', network: '10.1.0.0' }] },
      default_ipv4: {
        alias: 'br-0',
        gateway: '10.1.0.254',
        interface: 'br-0',
        macaddress: '02:00:00:00:00:01',
        mtu: 1500,
      },
      default_ipv6: {},
    })
  })

  test('of a bond name its slaves and its mode', () => {
    const facts = read(network, {
      'link:bond0': ['type\t1', 'bonding/mode\tactive-backup 1', 'bonding/slaves\teth1 eth2'],
    })

    expect(facts).toMatchObject({ bond0: { type: 'bonding', mode: 'active-backup', slaves: ['eth1', 'eth2'] } })
  })
})

describe('facts of the hardware', () => {
  test('list partitions with the names that udev gave them, and what is built on a device', () => {
    const facts = read(devices, {
      'block:sda': [
        'size\t2097152',
        'queue/logical_block_size\t512',
        'partition\tsda1',
        'sda1/start\t2048',
        'sda1/size\t2048',
      ],
      'block:dm-0': ['size\t2048', 'slave\tsda1'],
      disk_links: ['id/wwn-0x5000\tsda', 'label/my\\x20disk\tsda1', 'uuid/12-34\tsda1'],
    })

    expect(facts).toMatchObject({
      devices: {
        sda: {
          size: '1.00 GB',
          wwn: '0x5000',
          partitions: { sda1: { size: '1.00 MB', uuid: '12-34', start: '2048' } },
        },
      },
      device_links: { labels: { sda1: ['my disk'] }, masters: { sda1: ['dm-0'] } },
    })
  })

  test('mark bind mounts, and leave out the sizes of a file system that does not answer', () => {
    const facts = read(mounts, {
      mounts: ['/dev/sda1 /srv/a\\040b ext4 rw 0 0', 'nas:/x /nas nfs rw 0 0', 'proc /proc proc rw 0 0'],
      spaces: ['/srv/a\\040b\t4096 4096 10 4 8 6'],
      uuids: ['/dev/sda1 12-34'],
      binds: ['/srv/a b /dev/sda1[/b]'],
    })

    expect(facts).toEqual({
      mounts: [
        expect.objectContaining({
          mount: '/srv/a b',
          options: 'rw,bind',
          size_total: 40960,
          inode_used: 2,
          uuid: '12-34',
        }),
        { device: 'nas:/x', mount: '/nas', fstype: 'nfs', options: 'rw', uuid: 'N/A' },
      ],
    })
  })
})

describe('facts of the system', () => {
  test.each<[string, Collector, Readonly<Record<string, readonly string[]>>, object]>([
    [
      'a container',
      virtual,
      { virtual: ['file\t.dockerenv', 'sys_vendor\tQEMU'] },
      { virtualization_type: 'docker', virtualization_tech_guest: ['docker', 'container', 'kvm'] },
    ],
    [
      'a virtual machine',
      virtual,
      { virtual: ['product_name\tKVM'] },
      { virtualization_type: 'kvm', virtualization_role: 'guest' },
    ],
    [
      'a hypervisor',
      virtual,
      { virtual: ['module\tkvm'] },
      { virtualization_type: 'kvm', virtualization_role: 'host', virtualization_tech_host: ['kvm'] },
    ],
    ['bare metal', virtual, {}, { virtualization_type: 'NA', virtualization_role: 'NA' }],
    ['init of systemd', serviceManager, { init: ['systemd'] }, { service_mgr: 'systemd' }],
    ['init of no name', serviceManager, { init: ['init'], init_signs: ['openrc'] }, { service_mgr: 'openrc' }],
    [
      'SELinux',
      selinux,
      { selinux_enforce: ['1'], selinux_config: ['SELINUX=enforcing', 'SELINUXTYPE=targeted'], selinux_policy: ['33'] },
      { selinux: { status: 'enabled', mode: 'enforcing', type: 'targeted', policyvers: 33, config_mode: 'enforcing' } },
    ],
    [
      'all capabilities',
      caps,
      { caps: ['Current: =ep'] },
      { system_capabilities: [], system_capabilities_enforced: 'False' },
    ],
    [
      'some capabilities',
      caps,
      { caps: ['Current: = cap_chown,cap_kill+ep'] },
      { system_capabilities: ['cap_chown', 'cap_kill+ep'] },
    ],
    [
      'words of the kernel',
      cmdline,
      { cmdline: ['quiet tsc=a tsc=b name="x y"'] },
      { cmdline: { quiet: true, tsc: 'b', name: 'x y' }, proc_cmdline: { tsc: ['a', 'b'] } },
    ],
    [
      'resolv.conf',
      dns,
      { resolv: ['# x', 'nameserver 10.0.0.1', 'search a b', 'options ndots:2 rotate'] },
      { dns: { nameservers: ['10.0.0.1'], search: ['a', 'b'], options: { ndots: '2', rotate: true } } },
    ],
  ])('tell of %s', (_name, collector, sections, expected) => {
    expect(read(collector, sections)).toMatchObject(expected)
  })
})
