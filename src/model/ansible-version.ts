/** The ansible-core whose language, words and results Longshore has: what `ansible_version` tells playbooks. */
export const ANSIBLE_VERSION = { full: '2.14.18', major: 2, minor: 14, revision: 18, string: '2.14.18' } as const
