/** How a module takes its arguments and what runs it (Ansible: executor/module_common.py, `_find_module_utils`). */
export type ModuleStyle =
  /** Python over `ansible.module_utils`: it gets them through AnsibleModule. */
  | { readonly kind: 'python' }
  /** A program with `#!`: `json` and `key-value` get a file as their argument, `inside` has them in its text. */
  | { readonly kind: 'script'; readonly args: 'json' | 'key-value' | 'inside'; readonly shebang: readonly string[] }
  /** A program that the machine runs: it gets a file of JSON. */
  | { readonly kind: 'binary' }
  | { readonly kind: 'without-interpreter' }

export const ARGS_INSIDE = '<<INCLUDE_ANSIBLE_MODULE_JSON_ARGS>>'

const PYTHON = /^\s*(?:from\s+ansible(?:\.module_utils)?\b|import\s+ansible\.module_utils\b)/m

export function styleOf(content: Uint8Array): ModuleStyle {
  const bytes = Buffer.from(content)
  if (isBinary(bytes)) return { kind: 'binary' }
  const text = bytes.toString('utf8')
  if (PYTHON.test(text) || text.includes('#<<INCLUDE_ANSIBLE_MODULE_COMMON>>')) return { kind: 'python' }
  const shebang = /^#!\s*(.*\S)/.exec(text)?.[1]?.split(/\s+/)
  if (shebang === undefined) return { kind: 'without-interpreter' }
  const args = text.includes(ARGS_INSIDE) ? 'inside' : text.includes('WANT_JSON') ? 'json' : 'key-value'
  return { kind: 'script', args, shebang }
}

/** Control characters that no text has, in the first 1,024 bytes. */
function isBinary(bytes: Buffer): boolean {
  return bytes.subarray(0, 1024).some((byte) => byte < 32 && ![7, 8, 9, 10, 12, 13, 27].includes(byte))
}
