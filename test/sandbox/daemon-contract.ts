import { afterAll, beforeEach, describe, expect, test } from '@jest/globals'
import { gte } from 'semver'

/** A host whose daemons are held to the contract: simulated, or real ones in the lab. */
export interface DaemonHost {
  /** Plain x.y.z. */
  readonly docker: string
  readonly containerd: string
  /** Runs sh text as root. */
  run(script: string): Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }>
}

/**
 * What Docker and containerd of each version do with their registry configuration, seen through the tools alone. The
 * same suite runs on the sandbox's simulated daemons and on real ones. It rewrites daemon.json and config.toml, and
 * puts back what it found.
 */
export function daemonContract(name: string, open: () => Promise<DaemonHost>, timeoutMs = 30_000): void {
  describe(`${name} behaves as its versions of Docker and containerd do`, () => {
    let host: DaemonHost
    const sh = async (script: string) => {
      const output = await host.run(script)
      return { ...output, stdout: output.stdout.trim(), stderr: output.stderr.trim() }
    }
    const since = (version: string): boolean => gte(host.docker, version)
    const writeConfig = (text: string) => host.run(`cat > /etc/docker/daemon.json <<'END'\n${text}\nEND\n`)
    const registry = async () => {
      const info = await sh(`docker info --format '{{json .RegistryConfig}}'`)
      return JSON.parse(info.stdout) as {
        Mirrors: string[] | null
        InsecureRegistryCIDRs: string[]
        IndexConfigs: object
      }
    }
    const mirrors = async () => (await registry()).Mirrors ?? []
    /** Writes, reloads, and gives the attributes of the reload event, or undefined where there is none. */
    const reload = async (text: string) => {
      await writeConfig(text)
      const asked = await sh(`date +%s.%N; systemctl reload docker; echo $?`)
      const [start = '', status] = asked.stdout.split('\n')
      expect(status).toBe('0')
      const event = await sh(
        `n=0; while [ $n -lt 30 ]; do
           found=$(docker events --since ${start} --until $(date +%s.%N) --filter type=daemon --filter event=reload \
             --format '{{json .Actor.Attributes}}')
           [ -n "$found" ] && break
           journalctl -u docker --since @\${start%.*} -o cat --no-pager 2>/dev/null | grep -q 'level=error' && break
           n=$((n+1)); sleep 0.1
         done; printf '%s' "$found"`.replace('${start%.*}', start.split('.')[0] ?? ''),
      )
      return event.stdout === '' ? undefined : (JSON.parse(event.stdout) as Record<string, string>)
    }
    const unit = async (name: string) => {
      const shown = await sh(`systemctl show ${name} -p ActiveState -p SubState -p Result -p NRestarts`)
      return Object.fromEntries(shown.stdout.split('\n').map((line) => line.split('=') as [string, string]))
    }
    const untilState = async (name: string, state: string) => {
      await sh(
        `n=0; while [ $n -lt 120 ] && [ "$(systemctl is-active ${name})" != ${state} ]; do n=$((n+1)); sleep 0.1; done`,
      )
      return unit(name)
    }

    let opened = false
    beforeEach(async () => {
      if (!opened) {
        host = await open()
        await host.run(
          'for f in /etc/docker/daemon.json /etc/containerd/config.toml; do [ -e $f ] && cp -p $f $f.contract; done; true',
        )
        opened = true
      }
      await host.run(
        'rm -f /etc/docker/daemon.json; systemctl reset-failed docker.service docker.socket; systemctl restart docker',
      )
    }, timeoutMs)

    afterAll(async () => {
      await host.run(
        `rm -f /etc/docker/daemon.json
         for f in /etc/docker/daemon.json /etc/containerd/config.toml; do [ -e $f.contract ] && mv $f.contract $f; done
         systemctl reset-failed docker.service docker.socket containerd.service
         systemctl restart containerd; systemctl restart docker`,
      )
    }, timeoutMs)

    test(
      'a reload takes mirrors, shows them with a slash at the end, and tells of it in an event',
      async () => {
        const event = await reload(
          '{"registry-mirrors": ["http://mirror.example:5000", "http://mirror.example:5000/"]}',
        )

        expect(await mirrors()).toEqual(['http://mirror.example:5000/'])
        expect(event).toMatchObject({
          'registry-mirrors': '["http://mirror.example:5000","http://mirror.example:5000/"]',
        })
      },
      timeoutMs,
    )

    test(
      'a key that was removed keeps its value; an explicit empty list clears it',
      async () => {
        await reload('{"registry-mirrors": ["http://old.example"]}')

        expect(await reload('{"debug": false}')).toMatchObject({ 'registry-mirrors': '["http://old.example"]' })
        expect(await mirrors()).toEqual(['http://old.example/'])
        expect(await reload('{"registry-mirrors": []}')).toMatchObject({ 'registry-mirrors': '[]' })
        expect(await mirrors()).toEqual([])
      },
      timeoutMs,
    )

    test(
      'the three integers go back to their defaults when the file no longer names them',
      async () => {
        const set = await reload(
          '{"max-concurrent-downloads": 7, "max-concurrent-uploads": 8, "max-download-attempts": 9}',
        )
        const unset = await reload('{"debug": false}')

        const names = ['max-concurrent-downloads', 'max-concurrent-uploads', 'max-download-attempts']
        expect(names.map((key) => set?.[key])).toEqual(['7', '8', '9'])
        expect(names.map((key) => unset?.[key])).toEqual(['3', '5', '5'])
      },
      timeoutMs,
    )

    test.each([
      ['broken JSON', '{"registry-mirrors": ['],
      ['an unknown key', '{"registry-mirrorz": []}'],
      ['a mirror without a scheme', '{"registry-mirrors": ["mirror:5000"]}'],
      ['an insecure registry with a path', '{"insecure-registries": ["http://reg:5000/"]}'],
      ['a value of the wrong type', '{"registry-mirrors": "http://mirror.example"}'],
    ])(
      'a reload of %s exits 0, keeps what was live, and has no event',
      async (_what, text) => {
        await reload('{"registry-mirrors": ["http://live.example"]}')

        expect(await reload(text)).toBeUndefined()
        expect(await mirrors()).toEqual(['http://live.example/'])
        expect(await unit('docker')).toMatchObject({ ActiveState: 'active' })
      },
      timeoutMs,
    )

    test(
      'a failed reload leaves half of itself up to 24.0, and nothing from 25.0',
      async () => {
        await reload('{"insecure-registries": ["half.example"], "registry-mirrors": ["mirror:5000"]}')

        expect(Object.keys((await registry()).IndexConfigs).includes('half.example')).toBe(!since('25.0.0'))
      },
      timeoutMs,
    )

    test(
      'the singular name of a key is accepted and ignored',
      async () => {
        expect(await reload('{"registry-mirror": ["http://mirror.example"]}')).toBeDefined()
        expect(await mirrors()).toEqual([])
      },
      timeoutMs,
    )

    test(
      'a mirror with a path is refused up to 24.0.7',
      async () => {
        const event = await reload('{"registry-mirrors": ["http://mirror.example/v2/base"]}')

        expect(event !== undefined).toBe(since('24.0.8'))
        expect(await mirrors()).toEqual(since('24.0.8') ? ['http://mirror.example/v2/base/'] : [])
      },
      timeoutMs,
    )

    test(
      'insecure registries are kept by exact name and by network',
      async () => {
        await reload('{"insecure-registries": ["reg.example:5000", "10.0.0.0/8", "http://plain.example"]}')

        const { IndexConfigs, InsecureRegistryCIDRs } = await registry()
        expect(IndexConfigs).toMatchObject({
          'reg.example:5000': { Secure: false },
          'plain.example': { Secure: false },
        })
        expect([...InsecureRegistryCIDRs].sort()).toEqual(
          since('28.0.0') ? ['10.0.0.0/8', '127.0.0.0/8', '::1/128'] : ['10.0.0.0/8', '127.0.0.0/8'],
        )
      },
      timeoutMs,
    )

    test.each([
      ['{"registry-mirrors": ["http://mirror.example"]}', 'OK', 'OK'],
      ['', 'OK', 'OK'],
      ['{"registry-mirrors": [', 'refused', 'unexpected end of JSON input'],
      ['{"debug": true,}', 'refused', "invalid character '}' looking for beginning of object key string"],
      ['{} {}', 'refused', "invalid character '{' after top-level value"],
      ['{"nope": 1}', 'refused', "the following directives don't match any configuration option: nope"],
      ['{"registry-mirror": ["x"]}', 'OK', 'OK'],
      ['{"registry": {"registry-mirrors": []}}', 'OK', 'OK'],
      ['{"insecure-registries": ["http://reg:5000/"]}', 'OK', 'OK'],
      ['{"max-concurrent-downloads": -1}', 'refused', 'invalid max concurrent downloads: -1'],
      ['{"max-download-attempts": 0}', 'OK', 'OK'],
      ['{"log-opts": {"max-file": 3}}', 'refused', 'cannot unmarshal number into Go struct field'],
      ['{"live-restore": "yes"}', 'refused', 'cannot unmarshal string into Go struct field'],
      ['{"labels": ["a=1", "a=2"]}', 'refused', 'conflict labels for a=2 and a=1'],
      ['[]', 'refused', 'cannot unmarshal array into Go value of type map[string]interface {}'],
      ['{"registry-mirrors": ["mirror:5000"]}', 'OK before 28.3', 'no scheme specified for "mirror:5000"'],
    ])(
      'dockerd --validate, from 23.0 on, says of %j: %s',
      async (text, verdict, words) => {
        await host.run(`cat > /root/candidate.json <<'END'\n${text}\nEND\n`)

        const { exitCode, stderr } = await sh('dockerd --validate --config-file /root/candidate.json')

        if (!since('23.0.0')) {
          expect([exitCode, stderr.includes('unknown flag: --validate')]).toEqual([1, true])
        } else if (verdict === 'OK' || (verdict === 'OK before 28.3' && !since('28.3.0'))) {
          expect([exitCode, stderr]).toEqual([0, 'configuration OK'])
        } else {
          expect([exitCode, stderr]).toEqual([1, expect.stringContaining(words)])
        }
      },
      timeoutMs,
    )

    test(
      'an empty file and a second value after the first are judged by version at a start',
      async () => {
        await host.run('printf "" > /etc/docker/daemon.json')
        const empty = await sh('systemctl restart docker')
        await host.run(`systemctl reset-failed docker.service docker.socket; echo '{} {}' > /etc/docker/daemon.json`)
        const two = await sh('systemctl restart docker')

        expect([empty.exitCode, two.exitCode]).toEqual(since('23.0.0') ? [0, 1] : [1, 0])
      },
      timeoutMs,
    )

    test(
      'a restart with a bad mirror fails, tries three times, and is then locked by the start limit',
      async () => {
        await writeConfig('{"registry-mirrors": ["mirror:5000"]}')
        await host.run('systemctl reset-failed docker.service docker.socket')

        const restart = await sh('systemctl restart docker')
        const down = await untilState('docker', 'failed')
        const info = await sh(`docker version -f '{{.Server.Version}}'`)
        await writeConfig('{"registry-mirrors": ["http://mended.example"]}')
        const mended = await sh('systemctl start docker')
        const released = await sh('systemctl reset-failed docker.service docker.socket && systemctl start docker')

        expect([restart.exitCode, restart.stderr.split('\n')[0]]).toEqual([
          1,
          expect.stringContaining('Job for docker.service failed'),
        ])
        expect(down).toMatchObject({ ActiveState: 'failed', NRestarts: '3' })
        expect([info.exitCode, info.stderr]).toEqual([
          1,
          expect.stringContaining('Cannot connect to the Docker daemon'),
        ])
        expect(mended.exitCode).toBe(1)
        expect([released.exitCode, await mirrors()]).toEqual([0, ['http://mended.example/']])
      },
      timeoutMs,
    )

    test(
      'restarts by hand count against the start limit too',
      async () => {
        const three = await sh('for n in 1 2 3 4; do systemctl restart docker; echo $?; done')
        const state = await unit('docker')

        expect(three.stdout.split('\n')).toContain('1')
        expect(state).toMatchObject({ ActiveState: 'failed', Result: 'start-limit-hit' })
      },
      timeoutMs,
    )

    test(
      'a stopped docker cannot be reloaded, and containerd never can',
      async () => {
        const running = await sh('systemctl reload containerd')
        await host.run('systemctl stop docker.socket docker.service')
        const stopped = await sh('systemctl reload docker')

        expect([running.exitCode !== 0, running.stderr]).toEqual([true, expect.stringContaining('not applicable')])
        expect([stopped.exitCode, stopped.stderr]).toEqual([1, 'docker.service is not active, cannot reload.'])
        expect((await sh('systemctl is-active docker')).exitCode).toBe(3)
      },
      timeoutMs,
    )

    test(
      'mirrors beside config_path take the CRI plugin away and leave containerd active',
      async () => {
        await host.run(
          `mkdir -p /etc/containerd; cat > /etc/containerd/config.toml <<'END'
version = 2
[plugins."io.containerd.grpc.v1.cri".registry]
  config_path = "/etc/containerd/certs.d"
[plugins."io.containerd.grpc.v1.cri".registry.mirrors."docker.io"]
  endpoint = ["http://mirror.example"]
END
`,
        )
        const dump = await sh('containerd --config /etc/containerd/config.toml config dump')
        const restart = await sh('systemctl restart containerd')
        const cri = await sh('ctr plugins ls | grep "io.containerd.grpc.v1 *cri "')

        expect([dump.exitCode, dump.stdout]).toEqual([0, expect.stringContaining('/etc/containerd/certs.d')])
        expect([restart.exitCode, (await unit('containerd'))['ActiveState']]).toEqual([0, 'active'])
        expect(cri.stdout.split(/ +/).at(-1)).toBe('error')
      },
      timeoutMs,
    )

    test(
      'a config.toml that is not TOML stops containerd, which then comes again and again',
      async () => {
        await host.run(
          `mkdir -p /etc/containerd; cp /etc/containerd/config.toml /root/good.toml; echo 'a = = ' > /etc/containerd/config.toml`,
        )
        const dump = await sh('containerd --config /etc/containerd/config.toml config dump')
        const restart = await sh('systemctl restart containerd')
        const state = await unit('containerd')
        await host.run('cp /root/good.toml /etc/containerd/config.toml')
        const mended = await sh(
          'systemctl reset-failed containerd; systemctl start containerd; systemctl is-active containerd',
        )

        expect([dump.exitCode, restart.exitCode]).toEqual([1, 1])
        expect(state).toMatchObject({ ActiveState: 'activating' })
        expect(mended.stdout).toBe('active')
      },
      timeoutMs,
    )
  })
}
