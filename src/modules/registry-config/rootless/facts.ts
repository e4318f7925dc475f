import { ok } from '../../../base/result.ts'
import { stdoutText } from '../../../model/command-output.ts'
import type { Fact } from '../../../model/fact.ts'
import { daemonInfo } from '../../docker-registry/daemon-info.ts'
import { DESCRIBE, parseConfigFile, type ConfigFile } from '../../registry-utils/config-file.ts'
import { runningContainers } from '../../registry-utils/running-containers.ts'
import { unitState } from '../../registry-utils/unit-state.ts'
import { aboutUser, NO_ROOTLESS, ofSession } from './session.ts'

export interface RootlessUser {
  readonly name: string
  readonly uid: string
  readonly gid: string
}

/** Of the rootless dockerd of the first user who has one; each undefined where nobody has. */
export function rootlessFacts() {
  return {
    user: rootlessUser(),
    file: rootlessFile(),
    unit: ofSession(unitState('docker.service')),
    info: ofSession(daemonInfo()),
    containers: ofSession(runningContainers()),
  }
}

function rootlessUser(): Fact<RootlessUser | undefined> {
  return {
    name: 'user of a rootless dockerd',
    command: aboutUser('echo "$user $uid $gid"'),
    parse: (output) => {
      const [name, uid, gid] = stdoutText(output).trim().split(' ')
      return ok(name === undefined || uid === undefined || gid === undefined ? undefined : { name, uid, gid })
    },
  }
}

function rootlessFile(): Fact<ConfigFile | undefined> {
  return {
    name: 'daemon.json of a rootless dockerd',
    command: aboutUser(`set -- "$home/.config/docker/daemon.json"\n${DESCRIBE}`),
    parse: (output) => {
      if (output.exitCode === NO_ROOTLESS) return ok(undefined)
      const file = parseConfigFile('daemon.json of the rootless dockerd', output)
      return file.ok ? ok({ ...file.value, path: file.value.realPath }) : file
    },
  }
}
