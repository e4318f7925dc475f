/** Cases in which both do the same, and say why a task failed in words of their own. */
export const OWN_WORDS: ReadonlySet<string> = new Set([
  'conditionals/bad-syntax',
  'errors/bad-argument',
  'errors/ignore-unreachable',
  'errors/recursion',
  'includes/not-a-list',
  'loops/with-files',
  'loops/with-sequence',
  'roles/include-role',
  'set-fact/forms',
])

const REFUSED_BEFORE =
  'Longshore reads the whole playbook first, and ends with 4 where it is wrong; ansible-playbook ends with 1 or 5 there'

/** Cases in which Longshore differs from ansible-core 2.14 on purpose, and why. */
export const DIFFERENCES: Readonly<Record<string, string>> = {
  'includes/missing-import': REFUSED_BEFORE,
  'loops/loop-and-with': REFUSED_BEFORE,
  'meta/unknown': REFUSED_BEFORE,
  'order/unknown': REFUSED_BEFORE,
  'register/bad-name': REFUSED_BEFORE,
  'roles/missing': REFUSED_BEFORE,
  'roles/needs-itself': REFUSED_BEFORE,
  'strategy/unknown': REFUSED_BEFORE,
  'omit/forms': 'omit in a list leaves the item out, where ansible-core leaves a placeholder in it',
}
