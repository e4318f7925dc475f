import { describe, expect, test } from '@jest/globals'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import * as z from 'zod'
import { addModulesCommand } from '../../src/cli/commands/modules.ts'
import { boolArg, pathArg, textListArg } from '../../src/modules/arg-types.ts'
import { defineControllerModule } from '../../src/modules/define-module.ts'
import { builtinModules } from '../../src/modules/index.ts'

const sample = defineControllerModule({
  name: 'sample',
  summary: 'Show what a page looks like',
  args: z.strictObject({
    force: boolArg().default(false).describe('Do it anyway'),
    path: pathArg().describe('Where | what'),
    apply: z.enum(['auto', 'restart']).optional(),
    hosts: textListArg().default([]),
    mirrors: z.record(z.string(), z.array(z.string())).optional(),
    _raw_params: z.string().optional(),
  }),
  aliases: { dest: 'path', name: 'path' },
  returns: { path: 'The path that was taken' },
  freeForm: true,
  run: () => Promise.resolve({ changed: false, values: {} }),
})

async function modulesCommand(args: readonly string[], index = new Map([['sample', sample]]), cwd = '/') {
  const out = { stdout: '', stderr: '', code: -1 }
  const program = new Command()
  addModulesCommand(program, {
    stdout: (text) => (out.stdout += text),
    stderr: (text) => (out.stderr += text),
    cwd,
    loadModules: () => Promise.resolve(index),
    exit: (code) => (out.code = code),
  })
  await program.parseAsync(['modules', ...args], { from: 'user' })
  return out
}

describe('longshore modules', () => {
  test('lists modules with what they are for', async () => {
    expect(await modulesCommand(['list'])).toEqual({
      stdout: 'sample  Show what a page looks like\n',
      stderr: '',
      code: 0,
    })
  })

  test('describes a module, by its long name too', async () => {
    const { stdout, code } = await modulesCommand(['doc', 'ansible.builtin.sample'])

    expect(code).toBe(0)
    expect(stdout).toBe(`sample: Show what a page looks like
  takes a bare string as well

Arguments:
  path (text; required; also dest, name)
      Where | what
  force (boolean; default false)
      Do it anyway
  apply (auto | restart)
  hosts (list of text; default [])
  mirrors (map to list of text)

Return values:
  path: The path that was taken
`)
  })

  test('writes a page as Markdown', async () => {
    const { stdout } = await modulesCommand(['doc', 'sample', '--markdown'])

    expect(stdout).toBe(`# sample

Show what a page looks like.

Runs on the controller. Takes a bare string as well: \`sample: ...\`.

## Arguments

| argument | type | default | what it does |
| --- | --- | --- | --- |
| \`path\` (\`dest\`, \`name\`) | text | *required* | Where \\| what |
| \`force\` | boolean | \`false\` | Do it anyway |
| \`apply\` | auto \\| restart |  |  |
| \`hosts\` | list of text | \`[]\` |  |
| \`mirrors\` | map to list of text |  |  |

## Return values

| name | what it holds |
| --- | --- |
| \`path\` | The path that was taken |
`)
  })

  test.each([
    [['doc', 'sampel'], "error: unknown module 'sampel': did you mean 'sample'?\n  See: longshore modules list\n"],
    [['doc'], 'error: no module is named\n  Name one, or give --all. See: longshore modules list\n'],
  ])('refuses %j', async (args, stderr) => {
    expect(await modulesCommand(args)).toEqual({ stdout: '', stderr, code: 1 })
  })
})

describe('docs/modules', () => {
  test('is what `longshore modules doc --all --markdown docs/modules` writes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pages-'))
    try {
      await modulesCommand(['doc', '--all', '--markdown', folder], new Map(builtinModules()) as never)

      expect(await pagesIn('docs/modules')).toEqual(await pagesIn(folder))
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test('says of every argument of every module what it does', async () => {
    const { describeModule } = await import('../../src/app/describe-modules.ts')

    const silent = [...builtinModules().values()].flatMap((module) =>
      describeModule(module).args.flatMap((arg) => (arg.description === '' ? [`${module.name}.${arg.name}`] : [])),
    )

    expect(silent).toEqual([])
  })
})

describe('docs/registry-versions.md', () => {
  test('is what `longshore modules versions --markdown` writes', async () => {
    const { stdout } = await modulesCommand(['versions', '--markdown'])

    expect(await readFile('docs/registry-versions.md', 'utf8')).toBe(stdout)
  })

  test('has what a terminal is shown', async () => {
    const { stdout } = await modulesCommand(['versions'])

    expect(stdout).toContain('containerd:\n  1.5.0 and later: CRI reads registry.config_path')
  })
})

async function pagesIn(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort()
  const pages = await Promise.all(
    names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const),
  )
  return Object.fromEntries(pages)
}
