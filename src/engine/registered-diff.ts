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
      if (status === 'changed') return { diff: texts.map(plainText) }
      return unchanged(status, values)
    case 'lineinfile':
    case 'blockinfile':
      return diff.length > 0 ? { diff: [...texts.map(contentOf), ...diff.slice(0, 1).map(attributesNamed)] } : {}
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

function attributesNamed({ path }: Diff): Vars {
  const name = `${path.replace(ATTRIBUTES, '')} (file attributes)`
  return { before_header: name, after_header: name }
}

/** `state: absent` and the like, a line each, by name. */
function attributesOf(diffs: readonly Diff[]): Vars {
  const path = diffs[0]?.path.replace(ATTRIBUTES, '')
  const side = (which: 'before' | 'after') =>
    Object.fromEntries(
      diffs.flatMap((diff) =>
        (diff[which] ?? '')
          .split('\n')
          .flatMap((line) => (/^\w+: /.test(line) ? [line.split(/: (.*)/s).slice(0, 2) as [string, string]] : [])),
      ),
    )
  return { before: { path, ...side('before') }, after: { path, ...side('after') } }
}
