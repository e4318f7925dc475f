import { positionAt } from '../../text-edit/text-problem.ts'
import type { Finding } from '../finding.ts'
import type { Version } from '../version.ts'
import { criFindings } from './config-cri.ts'
import type { ConfigFinding, ConfigView } from './config-view.ts'
import { mergeViews, replacedFindings } from './merge-config.ts'
import { configView, ownFindings, validateConfigToml } from './validate-config-toml.ts'

export interface ConfigText {
  readonly path: string
  readonly text: string
}

/** A finding, and in which of the files it is. */
export type FindingInFile = Finding & { readonly path: string }

/**
 * What containerd of this version makes of a config.toml, which comes first, and of the files that it imports, in the
 * order in which they are merged: what one of them sets can be undone, or be made fatal, by another.
 */
export function validateConfigTree(files: readonly ConfigText[], version: Version): FindingInFile[] {
  const views = files.map(({ text }) => configView(text, version))
  const read = views.flatMap((view) => (view.ok ? [view.value] : []))
  if (files.length === 1 || read.length < files.length) {
    return files.flatMap(({ path, text }) => validateConfigToml(text, version).map((finding) => ({ ...finding, path })))
  }
  const starts = files.map((_, index) => files.slice(0, index).reduce((sum, { text }) => sum + text.length, 0))
  const placed = read.map((view, index) => movedBy(view, starts[index] ?? 0))
  const merged = mergeViews(placed, version)
  const found = [
    ...placed.flatMap(ownFindings),
    ...replacedFindings(
      placed,
      files.map(({ path }) => path),
      version,
    ),
    ...criFindings(merged),
  ]
  return found.map((finding) => inFile(finding, files, starts))
}

/** As if the texts of all files stood one after the other. */
function movedBy(view: ConfigView, by: number): ConfigView {
  const moved = <T extends { readonly offset: number }>(place: T): T => ({ ...place, offset: place.offset + by })
  return {
    ...view,
    leaves: view.leaves.map(moved),
    places: view.places.map(moved),
    offsetOf: (...path) => view.offsetOf(...path) + by,
  }
}

function inFile(
  { offset, ...finding }: ConfigFinding,
  files: readonly ConfigText[],
  starts: readonly number[],
): FindingInFile {
  const index = starts.findLastIndex((start) => start <= offset)
  const { path = '', text = '' } = files[index] ?? {}
  return { ...finding, path, ...positionAt(text, offset - (starts[index] ?? 0)) }
}
