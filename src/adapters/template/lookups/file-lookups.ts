import { globSync, statSync } from 'node:fs'
import { basename, dirname, isAbsolute } from 'node:path'
import { ok } from '../../../base/result.ts'
import type { TemplateOptions } from '../../../model/template-options.ts'
import { pythonStr } from '../python/text.ts'
import { typeName } from '../python/values.ts'
import { isRecord } from '../filters/filter.ts'
import { literalValue } from '../python/literal.ts'
import { flagOption, flattened, LookupError, textOption, textTerms, type Lookup, type LookupCall } from './lookup.ts'
import { candidatePaths, findFile, readFound } from './search-path.ts'

/** Lookups that read files of the controller. */
export const fileLookups = {
  /** The text of files, without the blanks at its end (`rstrip`), at its start too with `lstrip`. */
  file: (call) =>
    textTerms(call).map((term) => {
      const { text } = readFound(call, term, ['files'])
      const right = flagOption(call, 'rstrip', true) ? text.trimEnd() : text
      return flagOption(call, 'lstrip') ? right.trimStart() : right
    }),
  unvault: (call) => textTerms(call).map((term) => unvaulted(call, term)),
  /**
   * Templates rendered with the variables here; `template_vars` are set on top. Text that is a list or map becomes one.
   * A file without a mark is given as it is, with the line that sets options (`is_possibly_template` of 2.14).
   */
  template: (call) => {
    const rendered: unknown[] = []
    const more = isRecord(call.options.template_vars) ? call.options.template_vars : {}
    const { scope } = call
    const marks = marksOf(call)
    const within = {
      ...(scope.names !== undefined && { names: () => scope.names?.() ?? [] }),
      get: (name: string) => (Object.hasOwn(more, name) ? ok(more[name]) : scope.get(name)),
    }
    for (const term of textTerms(call)) {
      const { path, text: source } = readFound(call, term, ['templates'], {
        message: `the template file ${term} could not be found for the lookup`,
      })
      const text = mayBeTemplate(source, marks)
        ? call.renderFile(source, path, within, { ...marks, writtenPath: term })
        : ok(source)
      if (!text.ok) return text.error
      rendered.push(flagOption(call, 'convert_data', true) ? (literalValue(text.value) ?? text.value) : text.value)
    }
    return rendered
  },
  /** Files (never folders) that match a pattern in one folder. */
  fileglob: (call) => textTerms(call).flatMap((term) => matching(call, term)),
  first_found: (call) => {
    const { wanted, skip } = firstFoundTerms(call)
    const found = wanted.map((path) => findFile(call, path, [kindOfFiles(call)])).find((path) => path !== undefined)
    if (found !== undefined) return [found]
    if (skip) return []
    throw new LookupError('No file was found when using first_found.', {
      isAlone: true,
      hint: `None of these exist: ${wanted.join(', ')}`,
    })
  },
} satisfies Readonly<Record<string, Lookup>>

/** Options of the lookup that say how its file writes expressions and comments. */
function marksOf(call: LookupCall): TemplateOptions {
  const given = {
    variableStart: textOption(call, 'variable_start_string'),
    variableEnd: textOption(call, 'variable_end_string'),
    commentStart: textOption(call, 'comment_start_string'),
    commentEnd: textOption(call, 'comment_end_string'),
  }
  return Object.fromEntries(Object.entries(given).filter(([, mark]) => mark !== ''))
}

function mayBeTemplate(text: string, { variableStart = '{{', commentStart = '{#' }: TemplateOptions): boolean {
  return [variableStart, '{%', commentStart].some((mark) => text.includes(mark))
}

/** `with_first_found` of a task that uses templates or variables looks in their folder. */
function kindOfFiles({ scope }: LookupCall): string {
  const kind = scope.get('__files_of_kind')
  return kind.ok && typeof kind.value === 'string' ? kind.value : 'files'
}

function unvaulted(call: LookupCall, term: string): string {
  return readFound(call, term, ['files'], {
    message: `Unable to find file matching "${term}" `,
    pythonClass: 'ansible.errors.AnsibleParserError',
  }).text
}

function matching(call: LookupCall, pattern: string): readonly string[] {
  const name = basename(pattern)
  const folders = isAbsolute(pattern) ? [dirname(pattern)] : candidatePaths(call, dirname(pattern), ['files'])
  for (const folder of folders) {
    const found = globSync(name.replaceAll(/[{}]/g, '[$&]'), { cwd: folder })
      .filter((each) => !each.startsWith('.') || name.startsWith('.'))
      .map((each) => `${folder}/${each}`)
      .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
      .sort()
    if (found.length > 0) return found
  }
  return []
}

function firstFoundTerms(call: LookupCall): { readonly wanted: readonly string[]; readonly skip: boolean } {
  const wanted: string[] = []
  let skip = flagOption(call, 'skip')
  for (const term of flattened(call.terms)) {
    const own: Readonly<Record<string, unknown>> = isRecord(term)
      ? { ...call.options, ...term }
      : { ...call.options, files: fileName(term) }
    skip ||= flagOption({ ...call, options: own }, 'skip')
    wanted.push(
      ...combined(pathList(own.paths, /[:;]/), isRecord(term) ? pathList(own.files, /;/) : [own.files].map(pythonStr)),
    )
  }
  return { wanted, skip }
}

function combined(paths: readonly string[], files: readonly string[]): readonly string[] {
  if (paths.length === 0) return files
  return paths.flatMap((path) => files.map((file) => (isAbsolute(file) ? file : `${path}/${file}`)))
}

function fileName(term: unknown): string {
  if (typeof term === 'string') return term
  throw new LookupError(
    'Invalid term supplied, can handle string, mapping or list of strings but got: ' +
      `<class '${typeName(term)}'> for ${pythonStr(term)}`,
    { isAlone: true },
  )
}

/** A list, or text that is one by its commas; either may hold several by the other separators, blanks and all. */
function pathList(value: unknown, separator: RegExp): readonly string[] {
  if (value === undefined || value === null) return []
  return flattened([value])
    .flatMap((item) => (Array.isArray(value) ? pythonStr(item).split(',') : trimmedParts(pythonStr(item))))
    .flatMap((item) => item.split(separator))
    .filter((item) => item !== '')
}

function trimmedParts(text: string): readonly string[] {
  return text.split(',').map((part) => part.trim())
}
