import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../..')
const PAIRS = 12
const BUILD_SECRET = 'never-in-a-snapshot'

let folder = ''
beforeAll(() => {
  // Where node itself is: the build keeps a link to it.
  folder = mkdtempSync(join(ROOT, 'node_modules/.longshore-build-'))
  copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'))
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  const env = { ...process.env, LONGSHORE_BUILD_SECRET: BUILD_SECRET }
  const built = spawnSync(process.execPath, ['build/main.js', join(folder, 'dist')], {
    cwd: ROOT,
    env,
    encoding: 'utf8',
  })
  expect(built).toMatchObject({ status: 0, stderr: '' })
}, 180_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('longshore --version needs less than three times what node needs for nothing', () => {
  const version = [join(folder, 'dist/longshore'), '--version'] as const
  const nothing = [process.execPath, '-e', '0'] as const
  const best = { version: Infinity, nothing: Infinity }

  for (let pair = 0; pair < PAIRS; pair++) {
    best.nothing = Math.min(best.nothing, elapsed(nothing))
    best.version = Math.min(best.version, elapsed(version))
  }

  expect(execFileSync(version[0], version.slice(1), { encoding: 'utf8' })).toMatch(/^\d+\.\d+\.\d+\n$/)
  expect(best.version / best.nothing).toBeLessThan(3)
}, 60_000)

test('a run of one task at a host that refuses needs less than four times what node needs for nothing', () => {
  const [playbook, inventory] = [join(folder, 'refused.yml'), join(folder, 'refusing')]
  writeFileSync(playbook, "- hosts: all\n  gather_facts: false\n  tasks: [{ command: 'true' }]\n")
  writeFileSync(inventory, 'refuses-1 ansible_host=127.0.0.1 ansible_port=1 ansible_user=nobody\n')
  const env = { ...process.env, HOME: folder, XDG_STATE_HOME: join(folder, 'state') }
  const best = { run: Infinity, nothing: Infinity }
  let ran

  for (let pair = 0; pair < PAIRS; pair++) {
    best.nothing = Math.min(best.nothing, elapsed([process.execPath, '-e', '0']))
    const began = process.hrtime.bigint()
    ran = spawnSync(join(folder, 'dist/longshore'), ['run', playbook, '-i', inventory], { env, encoding: 'utf8' })
    best.run = Math.min(best.run, Number(process.hrtime.bigint() - began))
  }

  expect(ran).toMatchObject({ status: 4, stderr: '', stdout: expect.stringContaining('refused the connection') })
  expect(best.run / best.nothing).toBeLessThan(4)
}, 60_000)

test('longshore run without the snapshot reads a hundred files of its own, and not each module by itself', () => {
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
  '%s runs through links of that name, from anywhere',
  (name) => {
    const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { bin: Record<string, string> }
    const [first, second] = [join(folder, `${name}-link`), join(folder, name)]
    symlinkSync(bin[`longshore-${name}`] ?? '', first)
    symlinkSync(first, second)

    const version = execFileSync(second, ['--version'], { cwd: tmpdir(), encoding: 'utf8' })

    expect(version).toMatch(new RegExp(`^${name} \\[core [\\d.]+\\] \\(Longshore [\\d.]+\\)\\n`))
  },
)

describe('the snapshot', () => {
  const dist = (name: string) => join(folder, 'dist', name)
  const start = (argv: readonly string[], env: Readonly<Record<string, string>> = {}, cwd = folder) => {
    const path = `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`
    const home = { HOME: folder, XDG_STATE_HOME: join(folder, 'state') }
    return spawnSync(dist('longshore'), argv, { cwd, env: { PATH: path, ...home, ...env }, encoding: 'utf8' })
  }
  const aside = (name: string, work: () => void): void => {
    renameSync(dist(name), dist(`${name}.aside`))
    try {
      work()
    } finally {
      rmSync(dist(name), { force: true })
      renameSync(dist(`${name}.aside`), dist(name))
    }
  }
  /** What a debug task says about the process that runs it. */
  const told = (template: string, env: Readonly<Record<string, string>> = {}): string => {
    const play = { hosts: 'all', gather_facts: false, tasks: [{ debug: { msg: `<<${template}>>` } }] }
    writeFileSync(join(folder, 'told.yml'), JSON.stringify([play]))
    const ran = start(['run', 'told.yml', '-i', 'localhost,'], env)
    expect(ran).toMatchObject({ status: 0, stderr: '' })
    return /<<(.*)>>/.exec(ran.stdout)?.[1] ?? ''
  }

  test('is all that a run needs of the program: none of its files is read', () => {
    aside('parts', () =>
      aside('main.js', () => {
        expect(told('{{ 6 * 7 }}')).toBe('42')
      }),
    )
  })

  describe('and a run with shards:', () => {
    /** Of a host that refuses, which is for a shard to find out. */
    const runWithShards = () => {
      const play = { hosts: 'all', gather_facts: false, tasks: [{ raw: 'true' }] }
      writeFileSync(join(folder, 'remote.yml'), JSON.stringify([play]))
      return start(['run', 'remote.yml', '-i', '127.0.0.1:1,', '--shards', '2'])
    }
    const refused = { status: 4, stdout: expect.stringContaining('127.0.0.1 (port 1) refused the connection') }

    test('they begin with it, and read none of the files', () => {
      aside('parts', () => aside('bin/ssh-shard.js', () => expect(runWithShards()).toMatchObject(refused)))
    })

    test('without it they begin with a file of theirs', () => {
      aside('program.blob', () => expect(runWithShards()).toMatchObject(refused))
    })

    test('without both, the host is told to be unreachable, and why', () => {
      aside('program.blob', () =>
        aside('bin/ssh-shard.js', () => {
          const { status, stdout } = runWithShards()
          expect(stdout).toMatch(/the process that was to connect to .* is gone: Cannot find module/)
          expect(status).toBe(4)
        }),
      )
    })
  })

  describe('is left alone, and the program starts in the ordinary way without a word,', () => {
    const startsInTheOrdinaryWay = (env: Readonly<Record<string, string>> = {}): void => {
      const ordinary = readFileSync(dist('main.js'), 'utf8')
      writeFileSync(dist('main.js'), `${ordinary}\nprocess.on('exit', () => process.stdout.write('ordinary\\n'))\n`)
      try {
        const { status, stdout, stderr } = start(['--version'], env)
        expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
        expect(stdout).toMatch(/^[\d.]+\nordinary\n$/)
      } finally {
        writeFileSync(dist('main.js'), ordinary)
      }
    }

    test('where there is none', () => aside('program.blob', startsInTheOrdinaryWay))

    test('where it has changed since the build', () =>
      aside('program.blob', () => {
        writeFileSync(dist('program.blob'), readFileSync(dist('program.blob.aside')).subarray(0, 5_000_000))
        startsInTheOrdinaryWay()
      }))

    test('where node is not the one that took it', () =>
      aside('node', () => {
        writeFileSync(dist('node'), 'another')
        startsInTheOrdinaryWay()
      }))

    test('where NODE_OPTIONS asks node for something', () => startsInTheOrdinaryWay({ NODE_OPTIONS: '--no-warnings' }))
  })

  test('is left alone where it is damaged, which its size alone tells, and the program says so', () =>
    aside('program.blob', () => {
      const { atime, mtime } = statSync(dist('program.blob.aside'))
      writeFileSync(dist('program.blob'), readFileSync(dist('program.blob.aside')).subarray(0, 5_000_000))
      utimesSync(dist('program.blob'), atime, mtime)

      const { status, stdout, stderr } = start(['--version'])

      expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^[\d.]+\n$/) })
      expect(stderr).toMatch(/^longshore: \S+program\.blob is damaged, .*npm run build\n$/)
    }))

  test('has nothing of the environment of the build', () => {
    expect(readFileSync(dist('program.blob')).includes(BUILD_SECRET)).toBe(false)
  })

  test.each(['COLOUR', 'GLIBC_TUNABLES'])('leaves $%s to who starts the program, and to what it starts', (name) => {
    expect(told(`{{ lookup('env', '${name}') }} {{ lookup('pipe', 'echo $${name}') }}`)).toBe(' ')
    expect(told(`{{ lookup('env', '${name}') }} {{ lookup('pipe', 'echo $${name}') }}`, { [name]: 'x' })).toBe('x x')
  })

  test('leaves the working folder and the home to who starts the program', () => {
    expect(told("{{ '~' | expanduser }}", { HOME: '/home/x' })).toBe('/home/x')
    expect(start(['run', 'told.yml', '-i', 'localhost,'], {}, tmpdir()).stderr).toContain('told.yml could not be found')
  })

  test('takes the time and the time zone from the machine', () => {
    const began = Math.floor(Date.now() / 1000)

    const [seconds, zone] = told("{{ now().timestamp() | int }} {{ '%z' | strftime(0) }}", { TZ: 'Asia/Tokyo' }).split(
      ' ',
    )

    expect(Number(seconds)).toBeGreaterThanOrEqual(began)
    expect(Number(seconds)).toBeLessThanOrEqual(Date.now() / 1000)
    expect(zone).toBe('+0900')
  })

  test.each([
    ['a random number', '{{ 10 ** 15 | int | random }}'],
    ['a shuffled list', '{{ range(40) | list | shuffle | join(",") }}'],
    ['a random word', "{{ lookup('password', '/dev/null') }}"],
    ['the placeholder of omit', 'a{{ omit }}'],
  ])('has not drawn %s ahead: each process has its own', (_, template) => {
    expect(told(template)).not.toBe(told(template))
  })
})

describe('an installation', () => {
  const start = (program: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    spawnSync(join(folder, 'dist', program), argv, { cwd: folder, env: { ...process.env, ...env }, encoding: 'utf8' })

  describe('without package.json', () => {
    let incomplete = ''
    beforeAll(() => {
      incomplete = mkdtempSync(join(tmpdir(), 'longshore-incomplete-'))
      const isOfSnapshot = (path: string) => path.endsWith('/node') || path.endsWith('.blob')
      cpSync(join(folder, 'dist'), join(incomplete, 'dist'), { recursive: true, filter: (path) => !isOfSnapshot(path) })
    })
    afterAll(() => rmSync(incomplete, { recursive: true, force: true }))

    test.each([
      ['longshore', ['--version']],
      ['longshore', ['inventory', '-i', 'localhost,']],
      ['longshore-ansible', ['--version']],
    ])('is told of without a stack: %s %j', (program, argv) => {
      const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}` }

      const { status, stdout, stderr } = spawnSync(join(incomplete, 'dist', program), argv, { env, encoding: 'utf8' })

      expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
      expect(stderr).toMatch(/^error: this installation is not complete: .* package\.json .*\n {2}Install .*\n$/)
    })
  })

  test('starts with the node that built it where PATH has none, as that of a service', () => {
    const tools = join(folder, 'tools')
    mkdirSync(tools)
    symlinkSync('/usr/bin/wc', join(tools, 'wc'))

    for (const NODE_OPTIONS of ['', '--no-warnings'])
      expect(start('longshore', ['--version'], { PATH: tools, NODE_OPTIONS })).toMatchObject({ status: 0, stderr: '' })
  })

  test('has services start its launcher', () => {
    const schedules = { nightly: { every: '1d', playbook: 'play.yml', inventory: 'localhost,' } }
    writeFileSync(join(folder, 'longshore.yml'), JSON.stringify({ schedules }))
    try {
      const { stdout, stderr } = start('longshore', ['schedule', 'install'])

      expect(stderr).toBe('')
      expect(stdout).toContain(`\nExecStart=${join(folder, 'dist/longshore')} schedule daemon\n`)
    } finally {
      rmSync(join(folder, 'longshore.yml'))
    }
  })
})

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

function elapsed([program, ...args]: readonly [string, ...string[]]): number {
  const began = process.hrtime.bigint()
  execFileSync(program, args)
  return Number(process.hrtime.bigint() - began)
}
