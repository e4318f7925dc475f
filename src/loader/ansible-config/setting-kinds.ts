import { join, resolve } from 'node:path'

/** Where a value stands: what is relative in it is so to `folder`. */
export interface ValueSource {
  readonly folder: string
  readonly cwd: string
  readonly home: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** A setting of ansible.cfg and of the ANSIBLE_* environment. */
export interface AnsibleSetting<T> {
  /** `section.key`, the first that is set counts. */
  readonly ini: readonly string[]
  readonly env: readonly string[]
  readonly expected: string
  /** Absent: ansible-core takes any text. */
  readonly kind?: 'number' | 'choice'
  /** undefined: the text is none such. */
  readonly read: (text: string, source: ValueSource) => T | undefined
}

type Names = Pick<AnsibleSetting<unknown>, 'ini' | 'env'>

export function text(names: Names): AnsibleSetting<string> {
  return { ...names, expected: 'text', read: unquoted }
}

export function flag(names: Names): AnsibleSetting<boolean> {
  const words: Readonly<Record<string, boolean>> = {
    ...Object.fromEntries(['true', 'yes', 'on', '1', 'y', 't'].map((word) => [word, true])),
    ...Object.fromEntries(['false', 'no', 'off', '0', 'n', 'f', ''].map((word) => [word, false])),
  }
  return { ...names, expected: 'true or false', read: (given) => words[unquoted(given).toLowerCase()] }
}

export function wholeNumber(names: Names): AnsibleSetting<number> {
  return {
    ...names,
    expected: 'a whole number',
    kind: 'number',
    read: (given) => (/^[+-]?\d+$/.test(given.trim()) ? Number(given) : undefined),
  }
}

export function choice<const T extends string>(words: readonly T[], names: Names): AnsibleSetting<T> {
  const read = (given: string) => words.find((word) => word === unquoted(given))
  return { ...names, expected: words.join(', '), kind: 'choice', read }
}

/** Words with commas between them. */
export function list(names: Names): AnsibleSetting<readonly string[]> {
  return { ...names, expected: 'words with commas between them', read: (given) => parts(given, ',') }
}

export function path(names: Names): AnsibleSetting<string> {
  return { ...names, expected: 'a path', read: (given, source) => expanded(unquoted(given), source) }
}

/** Paths with `:` between them (`pathspec` in Ansible's config/base.yml). */
export function pathSpec(names: Names): AnsibleSetting<readonly string[]> {
  return {
    ...names,
    expected: 'paths with : between them',
    read: (given, source) => parts(given, ':').map((one) => expanded(one, source)),
  }
}

/** Paths with commas between them (`pathlist`). */
export function pathList(names: Names): AnsibleSetting<readonly string[]> {
  return {
    ...names,
    expected: 'paths with commas between them',
    read: (given, source) => parts(given, ',').map((one) => expanded(one, source)),
  }
}

/** `~`, `$NAME` and `{{CWD}}` stand for what they do in Ansible; the result is absolute. */
export function expanded(given: string, { folder, cwd, home, env }: ValueSource): string {
  const named = given
    .replaceAll('{{CWD}}', cwd)
    .replaceAll(/\$\{(\w+)\}|\$(\w+)/g, (whole, braced: string | undefined, bare: string | undefined) => {
      return env[braced ?? bare ?? ''] ?? whole
    })
  if (named === '~') return home
  return named.startsWith('~/') ? join(home, named.slice(2)) : resolve(folder, named)
}

function parts(given: string, separator: string): readonly string[] {
  return unquoted(given)
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** Ansible takes the quotes of a value that is quoted as a whole. */
function unquoted(given: string): string {
  const found = /^(["'])([\s\S]*)\1$/.exec(given.trim())
  return found?.[2] ?? given.trim()
}
