import { readFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { packageFolder } from '../../base/package-folder.ts'
import type { PlainCommand } from '../../model/remote-command.ts'
import { shell } from '../../model/remote-command.ts'
import { FIND_PYTHON } from './find-python.ts'
import type { ImportedParts } from './module-parts.ts'
import type { Vars } from '../../model/vars.ts'

export interface PythonModule {
  readonly name: string
  /** As tracebacks name it. */
  readonly file: string
  readonly source: string
  readonly args: Vars
  /** The package that it is in, or empty. */
  readonly package: string
  /** What it imports besides ours. */
  readonly imported: ImportedParts
  /** A path, or empty for the first Python 3 that the host has. */
  readonly interpreter: string
}

/** The file of ours that stands for a name below `ansible.module_utils`. */
const OURS: Readonly<Record<string, string>> = {
  basic: 'basic.py',
  arguments: 'arguments.py',
  _text: 'text_converters.py',
  'common.text.converters': 'text_converters.py',
  'common._collections_compat': 'empty',
  'parsing.convert_bool': 'convert_bool.py',
  six: 'six.py',
}

/** Nothing of it is in an argv or on the disk of the host: Python reads all of it from its standard input. */
export function pythonCommand(module: PythonModule): PlainCommand {
  const own = Object.entries(OURS).map(([name, file]) => [`ansible.module_utils.${name}`, shimText(file)] as const)
  const { name, file, args, imported } = module
  const sources = Object.fromEntries([...own, ...imported.texts])
  const packages = [...imported.packages, ...(module.package === '' ? [] : [module.package])]
  const sent = { sources, packages, name, file, module: module.source, package: module.package, args }
  const payload = deflateSync(JSON.stringify(sent)).toString('base64')
  const program = shimText('bootstrap.py').replace('run(PAYLOAD)', `run('${payload}')`)
  return { ...shell(RUN_PYTHON, module.interpreter), stdin: program, tolerant: true }
}

const known = new Map<string, string>()

function shimText(file: string): string {
  if (file === 'empty') return 'from collections.abc import *  # noqa\n'
  const text = known.get(file) ?? readFileSync(new URL(file, shimFolder()), 'utf8')
  known.set(file, text)
  return text
}

function shimFolder(): URL {
  return new URL('src/modules/custom/shim/', packageFolder())
}

const RUN_PYTHON = `
python=$1
if [ -z "$python" ]; then
${FIND_PYTHON}
fi
if ! command -v "\${python:-python3}" >/dev/null 2>&1; then echo "\${python:-python3}: not found" >&2; exit 127; fi
exec "$python" -
`
