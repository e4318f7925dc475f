import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { EngineCase } from './engine-case.ts'
import type { Outcome, OutcomeLine } from './outcome.ts'

const here = dirname(fileURLToPath(import.meta.url))

/**
 * Runs the cases with the ansible-playbook of this machine and writes what it did to `file`. With `only`, a pattern of names,
 * the others stay as they are recorded.
 */
export function recordCases(cases: readonly EngineCase[], file: string, only?: string): void {
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Outcome>) : {}
  const recorded: Record<string, Outcome> = {}
  for (const engineCase of cases) {
    const known = before[engineCase.name]
    recorded[engineCase.name] =
      known !== undefined && only !== undefined && !new RegExp(only).test(engineCase.name) ? known : record(engineCase)
  }
  writeFileSync(file, `${JSON.stringify(recorded, undefined, 1)}\n`)
}

function record(engineCase: EngineCase): Outcome {
  const folder = mkdtempSync(join(tmpdir(), 'longshore-engine-'))
  try {
    const playbook = engineCase.playbook.replaceAll('- hosts: all', '- hosts: all\n  gather_facts: false')
    writeFileSync(join(folder, 'play.yml'), playbook)
    writeFileSync(join(folder, 'hosts.ini'), engineCase.inventory ?? 'h1 ansible_connection=local\n')
    for (const [name, text] of Object.entries(engineCase.files ?? {})) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    const record = join(folder, 'record')
    writeFileSync(record, '')
    const ran = spawnSync(
      'ansible-playbook',
      ['-i', join(folder, 'hosts.ini'), join(folder, 'play.yml'), ...flags(engineCase)],
      {
        encoding: 'utf8',
        env: {
          ...process.env,
          HOME: folder,
          ANSIBLE_STDOUT_CALLBACK: 'recording_callback',
          ANSIBLE_CALLBACK_PLUGINS: here,
          ANSIBLE_RETRY_FILES_ENABLED: 'false',
          LONGSHORE_RECORD: record,
        },
      },
    )
    const lines = readFileSync(record, 'utf8')
      .trimEnd()
      .split('\n')
      .filter((line) => line !== '')
    const parsed = lines.map((line) => JSON.parse(line) as OutcomeLine & { recap?: Outcome['recap'] })
    if (parsed.length === 0) throw new Error(`${engineCase.name}: ${ran.stderr}${ran.stdout}`)
    return {
      lines: parsed.filter((line) => line.recap === undefined),
      recap: parsed.find((line) => line.recap !== undefined)?.recap ?? {},
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function flags(given: EngineCase): readonly string[] {
  return [
    ...(given.check === true ? ['--check'] : []),
    ...(given.forceHandlers === true ? ['--force-handlers'] : []),
    ...(given.tags === undefined ? [] : ['--tags', given.tags.join(',')]),
    ...(given.skipTags === undefined ? [] : ['--skip-tags', given.skipTags.join(',')]),
    ...(given.extraVars === undefined ? [] : ['-e', JSON.stringify(given.extraVars)]),
    ...(given.verbosity === undefined ? [] : [`-${'v'.repeat(given.verbosity)}`]),
  ]
}
