import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { daemonInfo, dockerdVersion } from '../../../src/modules/docker-registry/daemon-info.ts'
import { unitState } from '../../../src/modules/registry-utils/unit-state.ts'
import { outputOf, parsed } from './recorded.ts'

/** A dockerd that runs and one that is installed beside it, with a systemctl and a docker client that tell of the first. */
describe('the version that the next start of dockerd runs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'longshore-same-dockerd-'))
  const [old, now] = [join(folder, 'old'), join(folder, 'now')]
  let running: ChildProcess

  beforeAll(() => {
    for (const bin of [old, now]) mkdirSync(bin)
    copyFileSync('/bin/sleep', join(old, 'dockerd'))
    program(now, 'dockerd', 'echo Docker version 28.5.2, build 1')
    running = spawn(join(old, 'dockerd'), ['600'])
    program(folder, 'systemctl', `printf 'ActiveState=active\\nMainPID=%s\\n' ${running.pid}`)
    tells('26.1.5+dfsg1')
  })
  afterAll(() => {
    running.kill()
    rmSync(folder, { recursive: true })
  })

  test('is what the running one said, where it is the very file: it is not started for it', () => {
    expect(versionIn(`${folder}:${old}`)).toBe('26.1.5')
  })

  test('is that of another file, after an upgrade without a restart', () => {
    expect(versionIn(`${folder}:${now}`)).toBe('28.5.2')
  })

  test('is asked of the file, where the running one says nothing of its version', () => {
    tells('')
    // A `sleep`, which is no dockerd.
    expect(versionIn(`${folder}:${old}`)).toBeUndefined()
    expect(versionIn(`${folder}:${now}`)).toBe('28.5.2')
  })

  function tells(version: string): void {
    program(folder, 'docker', `echo '{"version":"${version}","registry":{"Mirrors":[]}}'`)
  }

  function program(bin: string, name: string, script: string): void {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(bin, name), 0o755)
  }

  function versionIn(path: string) {
    const fact = dockerdVersion()
    const [unit, info, version] = [unitState('docker.service'), daemonInfo(), fact].map(({ command }) =>
      'script' in command ? command.script : '',
    )
    const script = `set -- docker.service\n${unit}\n${info}\necho\n(\n${version}\n) >"$version_to"`
    const told = join(folder, 'version')
    const ran = spawnSync('sh', ['-c', script], { env: { PATH: `${path}:/usr/bin:/bin`, version_to: told } })
    expect(ran.stderr.toString()).toBe('')
    return parsed(fact, outputOf(readFileSync(told), ran.status ?? -1))
  }
})
