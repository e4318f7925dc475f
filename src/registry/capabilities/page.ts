import type { Capability } from './capability.ts'
import { rangesInWords } from './in-words.ts'
import { rowsOf, type VersionedRuntime } from './matrix.ts'
import { versionNotes } from './version-notes.ts'

const TITLES: Readonly<Record<VersionedRuntime, string>> = {
  docker: 'Docker Engine',
  containerd: 'containerd',
  k3s: 'k3s and RKE2',
}

const RUNTIMES = ['docker', 'containerd', 'k3s'] as const satisfies readonly VersionedRuntime[]

/** The page of the manual on what differs between versions, as Markdown. */
export function versionsPage(): string {
  const sections = RUNTIMES.flatMap((runtime) => [
    '',
    `## ${TITLES[runtime]}`,
    '',
    '| versions | what is so there | name | source |',
    '| --- | --- | --- | --- |',
    ...rowsOf(runtime).map(tableRow),
  ])
  return `${[
    '# What each version does with registry configuration',
    '',
    'The modules, `longshore lint` and this page read one table. Written by `longshore modules versions --markdown`.',
    ...sections,
  ].join('\n')}\n`
}

/** The same for a terminal. */
export function versionsText(): string {
  const sections = RUNTIMES.map((runtime) => {
    const lines = versionNotes(runtime).map(({ versions, what }) => `  ${versions}: ${what}\n`)
    return `${TITLES[runtime]}:\n${lines.join('')}`
  })
  return sections.join('\n')
}

function tableRow([name, { versions, what, source }]: readonly [string, Capability]): string {
  return `| ${[rangesInWords(versions), what, `\`${name}\``, source].map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`
}
