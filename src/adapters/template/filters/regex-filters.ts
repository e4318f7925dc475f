import { pythonStr } from '../python/text.ts'
import { FilterError, flagArgument, textArgument, type CallArgs, type Filters } from './filter.ts'
import { tupleOf } from '../python/values.ts'
import { expandReplacement, groupText, pythonRegex } from '../python/regex.ts'

const FLAGS = ['ignorecase', 'multiline']

export const regexFilters: Filters = {
  regex_replace: {
    keywords: ['pattern', 'replacement', ...FLAGS],
    apply(value, args) {
      const regex = pythonRegex(textArgument(args, 0, 'pattern'), flags(args, 2))
      const replacement = textArgument(args, 1, 'replacement')
      const text = pythonStr(value)
      let out = ''
      let from = 0
      for (const match of text.matchAll(regex)) {
        out += text.slice(from, match.index) + expandReplacement(replacement, match)
        from = match.index + match[0].length
      }
      return out + text.slice(from)
    },
  },
  /** The match, or with `'\\1'`, `'\\g<name>'` arguments the list of those groups. Nothing found: None. */
  regex_search: {
    keywords: FLAGS,
    apply(value, args) {
      const match = pythonRegex(textArgument(args, 0, 'regex'), flags(args)).exec(pythonStr(value))
      if (match === null) return null
      const groups = args.positional.slice(1).map(groupName)
      return groups.length === 0 ? match[0] : groups.map((group) => groupText(match, group))
    },
  },
  regex_findall: {
    keywords: ['regex', 'multiline', 'ignorecase'],
    apply(value, args) {
      const options = { multiline: flagArgument(args, 1, 'multiline'), ignoreCase: flagArgument(args, 2, 'ignorecase') }
      const found = [...pythonStr(value).matchAll(pythonRegex(textArgument(args, 0, 'regex'), options))]
      return found.map((match) => {
        if (match.length === 1) return match[0]
        const groups = match.slice(1).map((group) => group as string | undefined)
        return groups.length === 1 ? (groups[0] ?? '') : tupleOf(groups.map((group) => group ?? ''))
      })
    },
  },
  regex_escape: {
    keywords: ['re_type'],
    apply(value, args) {
      const kind = textArgument(args, 0, 're_type', 'python')
      if (kind === 'python') return pythonStr(value).replace(/[-()[\]{}?*+|^$\\.&~#\s]/g, '\\$&')
      if (kind === 'posix_basic') return pythonStr(value).replace(/[\].[^$*\\]/g, '\\$&')
      throw new FilterError(
        kind === 'posix_extended' ? `Regex type (${kind}) not yet implemented` : `Invalid regex type (${kind})`,
      )
    },
  },
}

function groupName(argument: unknown): string {
  const [, named, numbered] = /^\\(?:g<(\w+)>|(\d+))$/.exec(pythonStr(argument)) ?? []
  const name = named ?? numbered
  if (name === undefined) throw new FilterError(`Unknown argument '${pythonStr(argument)}'`)
  return name
}

function flags(args: CallArgs, from = Infinity) {
  return {
    ignoreCase: flagArgument(args, from, 'ignorecase'),
    multiline: flagArgument(args, from + 1, 'multiline'),
  }
}
