import type { Diff } from '../model/plan.ts'
import type { TaskResult } from '../model/task-result.ts'
import type { Vars } from '../model/vars.ts'

const ATTRIBUTES = / \(attributes\)$/

/** What `register` keeps as `diff`, in the forms of Ansible's modules: texts with `--diff`, and what is known without. */
export function registeredDiff(module: string, result: TaskResult): Vars {
  const { diff = [], status, values, censored = false } = result
  if (censored) return {}
  const texts = diff.filter(({ path }) => !ATTRIBUTES.test(path))
  switch (module) {
    case 'file':
      return diff.length > 0 ? { diff: attributesOf(diff) } : unchanged(status, values)
    case 'copy':
    case 'template':
      if (status !== 'changed') return unchanged(status, values)
      if (texts.length === 0 && diff.length > 0) return { diff: attributesOf(diff) }
      return { diff: texts.map((text) => ({ ...plainText(text), ...sourceOf(module, text) })) }
    case 'lineinfile':
    case 'blockinfile':
      return diff.length > 0 ? { diff: [...texts.map(contentOf), attributesNamed(diff)] } : {}
    case 'replace':
      return texts[0] === undefined ? {} : { diff: plainText(texts[0]) }
    default:
      return diff.length > 0 ? { diff: diff.map(plainText) } : {}
  }
}

function unchanged(status: TaskResult['status'], values: Vars): Vars {
  const path = values['path'] ?? values['dest']
  const isThere = values['state'] !== 'absent' && path !== undefined
  return status === 'ok' && isThere ? { diff: { before: { path }, after: { path } } } : {}
}

function plainText({ path, before, after }: Diff): Vars {
  return {
    before: before ?? '',
    after: after ?? '',
    ...(before === undefined || path === '' ? {} : { before_header: path }),
    ...(after === undefined || path === '' ? {} : { after_header: path }),
  }
}

function contentOf({ path, before = '', after = '' }: Diff): Vars {
  const name = `${path} (content)`
  return { before, after, before_header: name, after_header: name }
}

/** The file of the controller that was copied; what was made for the copy has the name of what it becomes. */
function sourceOf(module: string, { source }: Diff): Vars {
  return module === 'copy' && source !== undefined ? { after_header: source } : {}
}

function attributesNamed(diffs: readonly Diff[]): Vars {
  const changes = diffs.filter(({ path }) => ATTRIBUTES.test(path))
  const name = `${pathOf(diffs)} (file attributes)`
  const sides = changes.length === 0 ? {} : { before: side(changes, 'before'), after: side(changes, 'after') }
  return { ...sides, before_header: name, after_header: name }
}

/** `state: absent` and the like, by name. */
function attributesOf(diffs: readonly Diff[]): Vars {
  const path = pathOf(diffs)
  return { before: { path, ...side(diffs, 'before') }, after: { path, ...side(diffs, 'after') } }
}

function pathOf(diffs: readonly Diff[]): string {
  return diffs[0]?.path.replace(ATTRIBUTES, '') ?? ''
}

function side(diffs: readonly Diff[], which: 'before' | 'after'): Vars {
  return Object.fromEntries(
    diffs.flatMap((diff) => (diff.fields === undefined ? linesOf(diff[which]) : Object.entries(diff.fields[which]))),
  )
}

function linesOf(text = ''): readonly [string, unknown][] {
  return text
    .split('\n')
    .flatMap((line) => (/^\w+: /.test(line) ? [line.split(/: (.*)/s).slice(0, 2) as [string, string]] : []))
}
