import type { Disagreement } from './verdict.ts'

/** A way in which the validator is stricter than the daemons, and why that is meant. */
export interface IntendedStrictness {
  readonly name: string
  readonly reason: string
  readonly covers: (disagreement: Disagreement) => boolean
}

export const INTENDED: readonly IntendedStrictness[] = [
  {
    name: 'what a daemon looks at when it starts',
    reason: 'a reload and --validate pass it; it is found at the next reboot, when the daemon does not start',
    covers: ({ phase, findings, ours }) =>
      phase !== 'start' &&
      ours === 'refused' &&
      findings.includes('it is read at start, and the daemon does not start'),
  },
  {
    name: 'a comma after the last entry of an inline table',
    reason: 'TOML 1.0 has none; the parser of containerd 2 lets it pass, that of containerd 1 does not',
    covers: ({ host, findings }) => host === 'g3' && findings.includes('Trailing comma'),
  },
  {
    name: 'a wrong type in a file of version 1, in containerd 2',
    reason: 'config dump prints the old section without decoding it; the file means the same to every containerd',
    covers: ({ host, phase, ours, input }) =>
      host === 'g3' && phase === 'dump' && ours === 'refused' && input.startsWith('version = 1'),
  },
  {
    name: 'a label without a value, at a reload',
    reason: 'Docker 23.0 and later takes it at a reload, and does not start with it: it is found at the next reboot',
    covers: ({ phase, findings, ours }) =>
      phase === 'reload' && ours === 'refused' && /fatal value label .* has no value/.test(findings),
  },
  {
    name: 'an unknown log level, at a reload of Docker 20.10',
    reason: 'it is read at start only, and the daemon does not start with it',
    covers: ({ host, phase, findings }) =>
      host === 'g1' && phase === 'reload' && findings.includes('fatal value log-level'),
  },
  {
    name: 'a no-break space around the object',
    reason: 'Docker 23.0 and later trims what Unicode calls space; no other reader of JSON does',
    covers: ({ input, ours }) => ours === 'refused' && input.startsWith('\u00a0'),
  },
  {
    name: 'a file that says null',
    reason: 'dockerd reads it as {}; nobody means it, and every tool that edits the file fails on it',
    covers: ({ input, ours }) => input.trim() === 'null' && ours === 'refused',
  },
  {
    name: 'a byte order mark in registries.conf',
    reason: 'podman 4 fails at every pull with it, podman 5 reads over it; the file means the same to both without',
    covers: ({ host, phase, findings }) =>
      host !== 'g1' && phase === 'search' && findings.startsWith('fatal byte-order-mark'),
  },
]
