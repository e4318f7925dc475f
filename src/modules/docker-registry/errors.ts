import { LongshoreError } from '../../base/longshore-error.ts'

export function dockerMissing(): LongshoreError {
  return new LongshoreError('REGISTRY_CONFIG_INVALID', 'there is no dockerd on this host', {
    hint: 'Nothing was changed. Install Docker first, or leave the host out',
  })
}

export function systemdMissing(): LongshoreError {
  return new LongshoreError('REGISTRY_CONFIG_INVALID', 'docker.service is not known to systemd on this host', {
    hint: 'Nothing was changed. Rootless, snap and hand-started daemons are not supported; apply: stage only writes the file',
  })
}

export function daemonUnreachable(reason: string): LongshoreError {
  return new LongshoreError('FACT_UNREADABLE', `docker.service is active, and docker info fails: ${reason}`, {
    hint: /permission denied/i.test(reason)
      ? 'Nothing was changed. The task needs become: true'
      : 'Nothing was changed. See what journalctl -u docker.service says on the host',
  })
}

export function swarmWithLiveRestore(): LongshoreError {
  return new LongshoreError(
    'REGISTRY_CONFIG_INVALID',
    'live-restore cannot be used on a swarm node: dockerd would not come back from its next restart',
    { hint: 'Nothing was changed. Leave live_restore out for swarm nodes, and drain them instead' },
  )
}

export function reloadIsNotEnough(reasons: readonly string[]): LongshoreError {
  return new LongshoreError('REGISTRY_CONFIG_INVALID', `a reload is not enough: ${reasons.join('; ')}`, {
    hint: 'Nothing was changed. Use apply: restart, or apply: stage and restart when it suits',
  })
}

export function restartWouldLose(reasons: readonly string[], lost: readonly string[]): LongshoreError {
  return new LongshoreError(
    'REGISTRY_CONFIG_INVALID',
    `this needs a restart of dockerd (${reasons.join('; ')}), which ends ${lost.length} containers that do not come back: ${lost.join(', ')}`,
    {
      hint: 'Nothing was changed. Use apply: restart to accept that, apply: stage to write the file only, or turn live_restore on first',
    },
  )
}
