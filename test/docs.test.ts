import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { ProgramName } from '../src/cli/programs/program-name.ts'
import { runProgram } from '../src/cli/programs/run-program.ts'
import { runCli } from '../src/cli/run-cli.ts'
import { parseProjectFile } from '../src/loader/project-file/parse-project-file.ts'
import { compositionFor } from './kit/composition.ts'

const pages = [
  'README.md',
  'test/lab/README.md',
  ...readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? [join('docs', name)] : [])),
]

const links = pages.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/\]\(([^)#]+)\)/g)]
    .map(([, target = '']) => ({ page, target }))
    .filter(({ target }) => !target.includes('://')),
)

const commands = pages.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/^longshore (run .*)$/gm)]
    .map(([, words = '']) => ({ page, words: words.replace(/\|.*$/, '').trim() }))
    .filter(({ words }) => !words.includes('INVENTORY')),
)

const programs = pages.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/^longshore-(ansible\S*) (.*)$/gm)].map(([, program, words = '']) => ({
    page,
    program: program as ProgramName,
    words,
  })),
)

describe('the documentation', () => {
  test.each(links)('$page links to $target, which is there', ({ page, target }) => {
    expect(existsSync(resolve(dirname(page), target))).toBe(true)
  })

  test.each(commands)('$page: longshore $words is a command that loads', async ({ words }) => {
    const { composition, stderr } = compositionFor()

    const exitCode = await runCli([...words.split(/\s+/), '--syntax-check'], composition)

    expect({ exitCode, stderr: stderr() }).toEqual({ exitCode: 0, stderr: '' })
  })

  test.each(programs)('$page: longshore-$program $words is a command line that loads', async ({ program, words }) => {
    const { composition, stderr } = compositionFor()

    const exitCode = await runProgram(program, words.split(/\s+/), composition)

    expect({ exitCode, stderr: stderr() }).toEqual({ exitCode: 0, stderr: '' })
  })

  test('docs/lint.md shows what longshore lint says of the file on the page', async () => {
    const page = readFileSync('docs/lint.md', 'utf8')
    const [, json = ''] = /```json\n([^`]*)```/.exec(page) ?? []
    const [, said = ''] = /```console\n\$ .*\n([^`]*)```/.exec(page) ?? []
    const folder = mkdtempSync(join(tmpdir(), 'lint-page-'))
    writeFileSync(join(folder, 'daemon.json'), json)
    const { composition, stdout } = compositionFor(folder)

    const argv = ['lint', 'daemon.json', '--runtime', 'docker=26.1.5', '--flags', '-H fd://']
    const exitCode = await runCli(argv, composition)

    rmSync(folder, { recursive: true })
    expect({ exitCode, stdout: stdout() }).toEqual({ exitCode: 1, stdout: said })
  })

  const projectFiles = ['schedules', 'drift', 'metrics'].flatMap((name) =>
    [...readFileSync(`docs/${name}.md`, 'utf8').matchAll(/```yaml\n([^`]*)```/g)].map(([, text = '']) => ({
      name,
      text,
    })),
  )

  test.each(projectFiles)('the project file in docs/$name.md is one', ({ text }) => {
    expect(parseProjectFile(text, '/x/longshore.yml', '/home/x')).toMatchObject({
      ok: true,
      value: { schedules: expect.arrayContaining([expect.objectContaining({ name: expect.any(String) })]) },
    })
  })

  test('the project file in docs/playbooks.md is one', () => {
    const [, text = ''] = /```yaml\n(inventory:[^`]*)```/.exec(readFileSync('docs/playbooks.md', 'utf8')) ?? []

    expect(parseProjectFile(text, '/x/longshore.yml', '/home/x')).toMatchObject({ ok: true })
  })

  test('the longshore.yml of docs/notifications.md is read, and tells three targets', () => {
    const [, text = ''] = /```yaml\n(notifications:[^`]*)```/.exec(readFileSync('docs/notifications.md', 'utf8')) ?? []
    const read = parseProjectFile(text, '/x/longshore.yml', '/home/x')

    expect(read.ok && read.value.notifications?.map(({ to }) => to.kind)).toEqual(['slack', 'webhook', 'command'])
  })
})
