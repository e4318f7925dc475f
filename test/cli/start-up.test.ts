import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../..')
const PAIRS = 12

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'longshore-build-'))
  mkdirSync(join(folder, 'dist'))
  copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'))
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  execFileSync(process.execPath, ['build.js', join(folder, 'dist')], { cwd: ROOT })
}, 180_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('longshore --version needs less than three times what node needs for nothing', () => {
  const version = [join(folder, 'dist/main.js'), '--version']
  const nothing = ['-e', '0']
  const best = { version: Infinity, nothing: Infinity }

  for (let pair = 0; pair < PAIRS; pair++) {
    best.nothing = Math.min(best.nothing, elapsed(nothing))
    best.version = Math.min(best.version, elapsed(version))
  }

  expect(execFileSync(process.execPath, version, { encoding: 'utf8' })).toMatch(/^\d+\.\d+\.\d+\n$/)
  expect(best.version / best.nothing).toBeLessThan(3)
}, 60_000)

test('longshore run reads a hundred files of its own, and not each module by itself', () => {
  const playbook = join(folder, 'play.yml')
  writeFileSync(playbook, '- hosts: all\n  gather_facts: false\n  tasks: [{ debug: { msg: hello } }]\n')
  const count = `import { registerHooks } from 'node:module'
    let files = 0
    registerHooks({ load: (url, context, next) => (url.startsWith('file:') && files++, next(url, context)) })
    process.on('exit', () => process.stderr.write(String(files)))`
  const argv = ['--import', `data:text/javascript,${encodeURIComponent(count)}`, join(folder, 'dist/main.js')]

  const ran = spawnSync(process.execPath, [...argv, 'run', playbook, '-i', 'localhost,'], {
    env: { ...process.env, HOME: folder, XDG_STATE_HOME: join(folder, 'state') },
    encoding: 'utf8',
  })

  expect(ran.stdout).toMatch(/1 host in .* 1 ok/)
  expect(Number(ran.stderr)).toBeGreaterThan(10)
  expect(Number(ran.stderr)).toBeLessThan(110)
})

test.each(['ansible-playbook', 'ansible', 'ansible-inventory'])(
  '%s runs through a link of that name, from anywhere',
  (name) => {
    const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { bin: Record<string, string> }
    const link = join(folder, name)
    symlinkSync(join(folder, bin[`longshore-${name}`] ?? ''), link)

    const version = execFileSync(process.execPath, [link, '--version'], { cwd: tmpdir(), encoding: 'utf8' })

    expect(version).toMatch(new RegExp(`^${name} \\[core [\\d.]+\\] \\(Longshore [\\d.]+\\)\\n`))
  },
)

describe('what node compiled', () => {
  const kept = (mode: number) => {
    const caches = mkdtempSync(join(folder, 'caches-'))
    const compiled = join(caches, 'longshore/compiled')
    mkdirSync(compiled, { recursive: true })
    chmodSync(compiled, mode)
    execFileSync(process.execPath, [join(folder, 'dist/main.js'), 'modules', 'list'], {
      env: { ...process.env, XDG_CACHE_HOME: caches },
    })
    return readdirSync(compiled)
  }

  test("is kept in the user's own cache folder for the next start", () => {
    expect(kept(0o700)).toHaveLength(1)
  })

  test('is neither kept in nor taken from a folder that others may write to', () => {
    expect(kept(0o777)).toEqual([])
  })
})

function elapsed(args: readonly string[]): number {
  const began = process.hrtime.bigint()
  execFileSync(process.execPath, args)
  return Number(process.hrtime.bigint() - began)
}
