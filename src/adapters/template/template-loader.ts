import { existsSync } from 'node:fs'
import { dirname, isAbsolute, resolve } from 'node:path'
import type { TemplateScope } from '../../ports/templater.ts'
import type { Compiled } from './compile.ts'
import { templateInvalid } from './errors.ts'
import type { Program } from './jinja/program.ts'
import { Passed } from './python/errors.ts'
import type { LookupHost } from './lookups/lookup.ts'
import { candidatePaths } from './lookups/search-path.ts'

interface Loading {
  readonly scope: TemplateScope
  readonly host: LookupHost
  readonly compile: (path: string, text: string) => Compiled
}

/** Finds templates for `include`, `import` and `extends`: beside the template itself, then where `template` looks. */
export function templateLoader(
  { scope, host, compile }: Loading,
  file?: string,
): (name: string) => Program | undefined {
  const known = new Map<string, Program | undefined>()
  const load = (name: string): Program | undefined => {
    const beside = file === undefined ? [] : [resolve(host.cwd, dirname(file), name)]
    const candidates = isAbsolute(name) ? [name] : [...beside, ...candidatePaths({ scope, host }, name, ['templates'])]
    const path = candidates.find((candidate) => existsSync(candidate))
    if (path === undefined) return undefined
    const text = host.readText(path)
    const compiled = compile(path, text)
    if (compiled.kind === 'template') return compiled.program
    const { problem, at } = compiled.kind === 'invalid' ? compiled : { problem: 'it is no template', at: 0 }
    throw new Passed(templateInvalid(problem, { text, at, file: path }))
  }
  return (name) => {
    if (!known.has(name)) known.set(name, load(name))
    return known.get(name)
  }
}
