import type { Gathered } from '../../model/fact.ts'
import { mergedSettings } from '../containerd-registry/facts.ts'
import { daemonInfo, dockerdVersion } from '../docker-registry/daemon-info.ts'
import { configFile } from '../registry-utils/config-file.ts'
import { configFiles } from '../registry-utils/config-files.ts'
import { containerdVersion } from '../registry-utils/containerd-version.ts'
import { unitState } from '../registry-utils/unit-state.ts'

export function registryFactSheet(args: { readonly docker_config: string; readonly containerd_config: string }) {
  return {
    docker: configFile(args.docker_config),
    dockerUnit: unitState('docker.service'),
    info: daemonInfo(),
    dockerVersion: dockerdVersion(),
    dockerHosts: configFiles('/etc/docker/certs.d/*/hosts.toml'),
    containerd: configFile(args.containerd_config),
    containerdVersion: containerdVersion(),
    containerdUnit: unitState('containerd.service'),
    containerdHosts: configFiles('/etc/containerd/certs.d/*/hosts.toml'),
    merged: mergedSettings(args.containerd_config),
  }
}

export type RegistryFactSheet = Gathered<ReturnType<typeof registryFactSheet>>
