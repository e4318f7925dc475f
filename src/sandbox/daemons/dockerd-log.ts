import { gte } from 'semver'

import type { Reloaded } from './dockerd.ts'

/** A line of logrus, as dockerd and containerd write it. */
export function goLogLine(
  at: Date,
  level: 'info' | 'warning' | 'error',
  message: string,
  fields: Readonly<Record<string, string>> = {},
): string {
  const time = at.toISOString().replace(/(\d{3})Z$/, '$1000000Z')
  const extra = Object.entries(fields).map(
    ([key, value]) => ` ${key}=${/^[\w./:-]+$/.test(value) ? value : quote(value)}`,
  )
  return `time="${time}" level=${level} msg=${quote(message)}${extra.join('')}`
}

/** What dockerd writes about one SIGHUP, in the words of its version. */
export function reloadLog(outcome: Reloaded, version: string, path: string, at: Date): readonly string[] {
  const modern = gte(version, '28.0.0')
  const { error } = outcome
  const got = modern
    ? goLogLine(at, 'info', 'Got signal to reload configuration', { 'config-file': path })
    : goLogLine(at, 'info', `Got signal to reload configuration, reloading from: ${path}`)
  const config = JSON.stringify({
    'max-concurrent-downloads': outcome.config.maxConcurrentDownloads,
    'max-concurrent-uploads': outcome.config.maxConcurrentUploads,
    'max-download-attempts': outcome.config.maxDownloadAttempts,
    'shutdown-timeout': outcome.config.shutdownTimeout,
    'registry-mirrors': outcome.config.mirrorsGiven,
    'insecure-registries': outcome.config.insecureGiven,
  })
  const done = modern
    ? goLogLine(at, 'info', 'Reloaded configuration', { config })
    : goLogLine(at, 'info', `Reloaded configuration: ${config}`)
  const lines = [got, ...outcome.warnings.map((warning) => goLogLine(at, 'warning', warning))]
  if (error === undefined) return [...lines, done]
  if (error.during === 'reading') {
    return [...lines, modern ? withError('Error reloading configuration') : goLogLine(at, 'error', error.message)]
  }
  if (!modern) return [...lines, goLogLine(at, 'error', `Error reconfiguring the daemon: ${error.message}`)]
  return [...lines, withError('Error reconfiguring the daemon'), done]

  function withError(message: string): string {
    return goLogLine(at, 'error', message, { error: error?.message ?? '' })
  }
}

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`
}
