import type { Vars } from '../../../model/vars.ts'
import type { Sections } from '../../module-utils/sections.ts'
import type { Collector } from './collector.ts'

/** Facts of the host's own files (`*.fact`): what a program prints, or what a file says, as JSON, else as INI. */
export const local: Collector = {
  script: `
for file in "$fact_path"/*.fact; do
  [ -f "$file" ] || continue
  name=\${file##*/}
  name=\${name%.fact} code=0 said=
  section "local:$name"
  if [ -x "$file" ]; then
    { said=$(within "$file" </dev/null 2>&1 >&3); code=$?; } 3>&1
  else
    cat -- "$file"
  fi
  printf '\\n\\036local-end:%s\\n%s\\t%s\\n\\036local-said:%s\\n%s\\n' "$name" "$file" "$code" "$name" "$said"
done
`,
  parse: (sections) => {
    const names = sections.names('local:').map((name) => name.slice('local:'.length))
    return { local: Object.fromEntries(names.map((name) => [name, localFact(name, sections)])) }
  },
}

/** Of facts that could not be had: what is told in their place. */
export function localTroubles(facts: Vars): readonly string[] {
  const known = Object.values((facts['local'] ?? {}) as Vars)
  return known.filter((fact): fact is string => typeof fact === 'string' && TROUBLE.test(fact))
}

const TROUBLE = /^(?:Failure executing fact script|error loading facts as JSON or ini)/

function localFact(name: string, sections: Sections): unknown {
  const [path = '', code = ''] = sections.lines(`local-end:${name}`)[0]?.split('\t') ?? []
  if (code !== '' && code !== '0') {
    const said = sections.lines(`local-said:${name}`).map((line) => `${line}\n`)
    return `Failure executing fact script (${path}), rc: ${code}, err: ${said.join('')}`
  }
  const text = sections.lines(`local:${name}`).join('\n')
  if (text.trim() === '') return {}
  return parseJson(text) ?? parseIni(text.split('\n')) ?? unreadable(path)
}

function unreadable(path: string): string {
  return `error loading facts as JSON or ini - please check content: ${path}`
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function parseIni(lines: readonly string[]): Vars | undefined {
  const sections: Record<string, Record<string, string>> = {}
  let current: Record<string, string> | undefined
  for (const line of lines) {
    const heading = /^\s*\[(.+)\]\s*$/.exec(line)?.[1]
    const option = /^\s*([^#;=:\s][^=:]*?)\s*[=:]\s*(.*?)\s*$/.exec(line)
    if (heading !== undefined) current = sections[heading] = {}
    else if (option?.[1] !== undefined && current !== undefined) current[option[1].toLowerCase()] = option[2] ?? ''
  }
  return Object.keys(sections).length > 0 ? sections : undefined
}
