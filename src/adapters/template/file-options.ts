import type { RenderOptions } from './jinja-engine.ts'

/** The first line of a template file may set options: `#jinja2: lstrip_blocks: True, trim_blocks: False`. */
export function fileOptions(text: string): { readonly body: string; readonly options: RenderOptions } {
  const header = /^#jinja2:([^\n]*)\n/.exec(text)
  const settings = new Map(
    (header?.[1] ?? '').split(',').map((part) => {
      const [name = '', value = ''] = part.split(':')
      return [name.trim(), value.trim().toLowerCase() === 'true'] as const
    }),
  )
  return {
    body: text.slice(header?.[0].length ?? 0),
    options: {
      trimBlocks: settings.get('trim_blocks') ?? true,
      lstripBlocks: settings.get('lstrip_blocks') ?? false,
    },
  }
}
