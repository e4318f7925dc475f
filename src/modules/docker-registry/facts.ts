import type { Gathered } from '../../model/fact.ts'
import { configFile } from '../registry-utils/config-file.ts'
import { managementMarkers } from '../registry-utils/management-marker.ts'
import { mirrorAnswers } from '../registry-utils/mirror-probe.ts'
import { runningContainers } from '../registry-utils/running-containers.ts'
import { unitState } from '../registry-utils/unit-state.ts'
import type { DockerRegistryArgs } from './args.ts'
import { daemonInfo, dockerdVersion } from './daemon-info.ts'
import { hubLogins } from './hub-logins.ts'

export function dockerRegistryFacts(args: DockerRegistryArgs) {
  return {
    // These are in one shell, and what one has found out of dockerd the next does not ask again.
    markers: managementMarkers(args.config_file),
    hubLogins: hubLogins(),
    unit: unitState('docker.service'),
    info: daemonInfo(),
    version: dockerdVersion(),
    containers: runningContainers(),
    file: configFile(args.config_file),
    answers: mirrorAnswers('docker.service', args.probe_mirrors ? (args.mirrors ?? []) : []),
  }
}

export type DockerRegistryFacts = Gathered<ReturnType<typeof dockerRegistryFacts>>
