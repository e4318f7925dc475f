import { readFile } from 'node:fs/promises'
import { has } from '../../registry/capabilities/matrix.ts'
import { decodeUtf8, firstBadByte } from '../../registry/decode-utf8.ts'
import type { Finding } from '../../registry/finding.ts'
import { findingsFor } from '../../registry/for-versions.ts'
import { validateConfigTree } from '../../registry/containerd/validate-config-tree.ts'
import type { Version } from '../../registry/version.ts'
import { importsOf, type Imports } from './config-imports.ts'
import { lintBytes, type LintContext } from './lint-bytes.ts'

/** A finding; `file` is there where it is in a file that the first one imports. */
type FindingSomewhere = Finding & { readonly file?: string }

export interface LintedConfig {
  readonly findings: readonly FindingSomewhere[]
  /** Files that were judged along with it. */
  readonly imported: readonly string[]
}

/** A config.toml with the files that it imports, as containerd merges them. */
export async function lintConfig(file: string, context: LintContext): Promise<LintedConfig> {
  const bytes = await readFile(file)
  const imports = await importsOf(file, bytes)
  const texts = [{ path: file, bytes }, ...imports.files]
  if (imports.files.length === 0 || texts.some((text) => isUnreadable(text.bytes))) {
    return { findings: [...lintBytes('config.toml', file, bytes, context), ...missingFindings(imports)], imported: [] }
  }
  const tree = texts.map((text) => ({ path: text.path, text: decodeUtf8(text.bytes) }))
  const judge = (version: Version): FindingSomewhere[] => {
    const merged = imports.own || has('containerd', version, 'imports-conf-d') ? tree : tree.slice(0, 1)
    return validateConfigTree(merged, version).map(({ path, ...finding }) =>
      path === file ? finding : { ...finding, file: path },
    )
  }
  const findings = findingsFor('containerd', context.runtimes.containerd, judge)
  return {
    findings: [...findings, ...missingFindings(imports)],
    imported: imports.files.map(({ path }) => path),
  }
}

/** Such a file is judged by itself: what is wrong with its bytes comes first. */
function isUnreadable(bytes: Uint8Array): boolean {
  return firstBadByte(bytes) !== undefined || decodeUtf8(bytes).startsWith('\uFEFF')
}

function missingFindings({ missing }: Imports): Finding[] {
  return missing.map((entry) => ({
    severity: 'warning',
    code: 'import-not-read',
    message: `${entry} is imported and was not found: it is not judged here, and containerd does not start where it is missing`,
    line: 1,
    column: 1,
  }))
}
