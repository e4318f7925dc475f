import { dirname } from 'node:path'
import { parseIni } from '../parse-ini.ts'
import type { InventoryPlugin } from './plugin.ts'

export const ini: InventoryPlugin = {
  name: 'ini',
  accepts: (source) => source.isFile,
  read(source, { builder }) {
    const text = source.text()
    if (text.ok) parseIni(text.value.text, source.shown, { file: source.path, dir: dirname(source.path) }, builder)
    else builder.refuse(text.error)
  },
}
