import type { TomlPath } from './toml-document.ts'

export type TomlValue = string | number | boolean | readonly TomlValue[]

/** A value in the forms that TOML 1.0 and containerd 1.x's older parser both read. */
export function renderTomlValue(value: TomlValue): string {
  if (typeof value === 'string') return renderTomlString(value)
  if (typeof value !== 'object') return String(value)
  return `[${value.map(renderTomlValue).join(', ')}]`
}

export function renderTomlPath(path: TomlPath): string {
  return path.map((word) => (/^[A-Za-z0-9_-]+$/.test(word) ? word : renderTomlString(word))).join('.')
}

/** JSON's escapes are TOML's too, but for DEL, which JSON lets stand and TOML does not. */
function renderTomlString(text: string): string {
  return JSON.stringify(text).replaceAll('\u007F', '\\u007F')
}
