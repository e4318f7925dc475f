import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import type { Step } from '../../../src/model/plan.ts'
import { shell as script, type RemoteCommand } from '../../../src/model/remote-command.ts'
import { guardReport, restoreOutcomeOf } from '../../../src/engine/undo-records/guard-report.ts'
import { DISARM, EXTEND, FENCE, FORGET, REFUSALS, ROLL_BACK } from '../../../src/engine/undo-records/host-scripts.ts'
import { recordedCommands, type Recording } from '../../../src/engine/undo-records/recording.ts'
import { runIn, shells, type Ran } from '../../adapters/shell-program/shells.ts'

describe.each(shells)('records and guard under %s', (...shell) => {
  let root = ''
  let file = ''
  let folder = ''
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'longshore-records-'))
    folder = join(root, 'state')
    file = join(root, "it's a file.conf")
    writeFileSync(file, 'old %s \\n bytes\n')
    chmodSync(file, 0o640)
  })
  afterEach(async () => {
    rmSync(join(folder, 'guard'), { recursive: true, force: true })
    await after(0)
    rmSync(root, { recursive: true, force: true })
  })

  test('undo what was done, newest first: bytes, mode and what was not there', async () => {
    await change('a-1', [write(file, 'new'), write(join(root, 'fresh'), 'x')])
    await change('a-2', [write(file, 'newer')])

    const outcome = await rollBack()

    expect(outcome).toEqual({ state: 'restored', troubles: [] })
    expect(readFileSync(file, 'utf8')).toBe('old %s \\n bytes\n')
    expect(statSync(file).mode & 0o777).toBe(0o640)
    expect(existsSync(join(root, 'fresh'))).toBe(false)
    expect(await rollBack()).toEqual({ state: 'nothing', troubles: [] })
  })

  test('are the affair of their user alone', async () => {
    await change('a-1', [write(file, 'new')])

    const modes = readdirSync(join(folder, 'runs/r1')).map(
      (name) => statSync(join(folder, 'runs/r1', name)).mode & 0o777,
    )
    expect(new Set(modes)).toEqual(new Set([0o600]))
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  })

  test('undo one transaction alone, or all of a run', async () => {
    await change('a-1', [write(file, 'outside')], { scopes: [] })
    await change('a-2', [write(file, 'inside')], { scopes: [1] })
    await change('a-3', [write(join(root, 'inner'), 'x')], { scopes: [1, 2] })

    await rollBack('r1', '2')
    expect([readFileSync(file, 'utf8'), existsSync(join(root, 'inner'))]).toEqual(['inside', false])
    await rollBack('r1', '1')
    expect(readFileSync(file, 'utf8')).toBe('outside')
    await rollBack()
    expect(readFileSync(file, 'utf8')).toBe('old %s \\n bytes\n')
  })

  test('go on past an undo that fails, say which, and try it again the next time', async () => {
    const gate = join(root, 'gate')
    const stubborn: Step = {
      summary: 'stubborn',
      run: script(':'),
      undo: [script('[ -e "$1" ] || { echo no gate >&2; exit 1; }', gate)],
    }
    await change('a-1', [write(file, 'new'), stubborn])

    const first = await rollBack()
    writeFileSync(gate, '')
    rmSync(gate)
    mkdirSync(gate)
    const second = await rollBack()

    expect(first?.state).toBe('failed')
    expect(first?.troubles).toEqual([expect.stringMatching(/^failed to undo: stubborn: no gate/)])
    expect(readFileSync(file, 'utf8')).toBe('old %s \\n bytes\n')
    expect(second?.troubles).toEqual([expect.stringContaining('gate was absent, is folder')])
  })

  test('say what nobody can undo, and that a path is not as it was', async () => {
    await change('a-1', [
      { summary: 'run something', run: script(':') },
      { summary: 'half', run: script('echo new > "$1"', file), undo: [script('echo other > "$1"', file)] },
    ])

    const outcome = await rollBack()

    expect(outcome?.state).toBe('failed')
    expect(outcome?.troubles).toEqual([
      'nobody can undo this: run something',
      expect.stringMatching(/^not as before: .*conf was file 640/),
    ])
  })

  test('do restarts and reloads once more, each once, after everything is back', async () => {
    const log = join(root, 'log')
    const restart = script('cat "$1" >> "$2"', file, log)
    const step: Step = { summary: 'restart', run: restart, refresh: [restart] }
    await change('a-1', [write(file, 'new\n'), step])
    await change('a-2', [step])

    await rollBack()

    expect(readFileSync(log, 'utf8')).toBe('new\nnew\nold %s \\n bytes\n')
  })

  test('of changes that came to nothing are gone', async () => {
    await change('a-1', [write(file, 'new')])
    await change('a-11', [write(file, 'newer')])
    await run([script(FORGET, folder, 'r1', 'h', '', 'a-1')])

    expect(readdirSync(join(folder, 'runs/r1')).filter((name) => name.includes('a-'))).toEqual([
      '000002.a-11-1',
      'was.a-11-1',
    ])
  })

  test('of a later run that changed the same file keep an older one from being undone', async () => {
    await change('a-1', [write(file, 'new')])
    await change('b-1', [write(file, 'newer')], { run: 'r2' })

    expect(await rollBack('r1')).toEqual({
      state: 'refused',
      troubles: [`${file} was changed again by the later run r2`],
    })
    expect(readFileSync(file, 'utf8')).toBe('newer')
    await rollBack('r2')
    await rollBack('r1')
    expect(readFileSync(file, 'utf8')).toBe('old %s \\n bytes\n')
  })

  test('of a run that began earlier and changed the same file last keep the other from being undone', async () => {
    await change('b-1', [write(file, 'from r2')], { run: 'r2' })
    await change('a-1', [write(file, 'from r1, which was at work longer')], { run: 'r1' })

    const refused = await rollBack('r2')
    const first = await rollBack('r1')
    const between = readFileSync(file, 'utf8')
    const second = await rollBack('r2')

    expect(refused).toEqual({ state: 'refused', troubles: [`${file} was changed again by the later run r1`] })
    expect([first?.state, between, second?.state]).toEqual(['restored', 'from r2', 'restored'])
    expect(readFileSync(file, 'utf8')).toBe('old %s \\n bytes\n')
  })

  test('are kept of the last five runs', async () => {
    for (const number of [1, 2, 3, 4, 5, 6, 7])
      await change(`a-${number}`, [write(join(root, `f${number}`), 'x')], { run: `r${number}` })

    expect(readdirSync(join(folder, 'runs')).sort()).toEqual(['r3', 'r4', 'r5', 'r6', 'r7'])
    expect((await rollBack('r1'))?.state).toBe('forgotten')
    expect((await rollBack('r0'))?.state).toBe('nothing')
  })

  test('a step whose undo cannot be kept does not run', async () => {
    await change('a-1', [write(join(root, 'first'), 'x')])
    rmSync(join(folder, 'runs/r1'), { recursive: true })
    writeFileSync(join(folder, 'runs/r1'), 'in the way')

    const ran = await change('a-2', [write(file, 'new')])

    expect(ran.exitCodes).toEqual([REFUSALS.noFolder])
    expect(readFileSync(file, 'utf8')).toBe('old %s \\n bytes\n')
  })

  test('a guard that hears nothing puts the host back, says what it did, and is told of once', async () => {
    await change('a-1', [write(file, 'new')], { guard: { scope: 1, seconds: 1 } })

    await until(() => existsSync(join(folder, 'guard/fired')))
    const same = await change('a-2', [write(file, 'on top')], { guard: { scope: 1, seconds: 1 } })
    const later = await change('b-1', [write(file, 'next')], { run: 'r2', scopes: [] })

    expect(readFileSync(file, 'utf8')).toBe('next')
    expect(same.exitCodes).toEqual([REFUSALS.guardFired])
    expect(reportIn(same)).toMatchObject({ state: 'fired', run: 'r1', host: 'h', outcome: { state: 'restored' } })
    expect(reportIn(later)).toMatchObject({ state: 'fired', run: 'r1', by: 'tester' })
    expect(existsSync(join(folder, 'guard'))).toBe(false)
    await run([script('[ ! -e "$1/lock" ] || [ -L "$1/lock" ]', folder)])
  })

  test('a guard whose folder takes nothing more waits for that, and then does and tells all', async () => {
    await change('a-1', [write(file, 'new')], { guard: { scope: 1, seconds: 1 } })
    const full = ['outcome.new', 'room'].map((name) => join(folder, 'guard', name))
    for (const path of full) mkdirSync(path)
    await until(() => existsSync(join(folder, 'guard/firing')))
    await after(1500)
    const meanwhile = [readFileSync(file, 'utf8'), existsSync(join(folder, 'guard/fired'))]

    for (const path of full) rmSync(path, { recursive: true })
    await until(() => existsSync(join(folder, 'guard/fired')))

    expect(meanwhile).toEqual(['new', false])
    expect(readFileSync(file, 'utf8')).toBe('old %s \\n bytes\n')
    expect(readFileSync(join(folder, 'guard/outcome'), 'utf8')).toContain('state restored')
  }, 60_000)

  test('a guard that is told that all is well is gone, and a second word of it is no failure', async () => {
    await change('a-1', [write(file, 'new')], { guard: { scope: 1, seconds: 60 } })
    const place = [folder, 'r1', 'h', '1']

    const ended = await run([script(DISARM, ...place)])
    const again = await run([script(DISARM, ...place)])

    expect([ended.exitCodes, again.exitCodes]).toEqual([[0], [0]])
    expect(existsSync(join(folder, 'guard'))).toBe(false)
    expect(readFileSync(file, 'utf8')).toBe('new')
  })

  test('a guard of somebody else is explained and left as it is', async () => {
    await change('a-1', [write(file, 'new')], { guard: { scope: 1, seconds: 60 } })

    const other = await change('b-1', [write(file, 'other')], { run: 'r2', guard: { scope: 1, seconds: 60 } })
    const plain = await change('b-2', [write(file, 'other')], { run: 'r2' })

    expect([other.exitCodes, plain.exitCodes]).toEqual([[REFUSALS.otherGuard], [REFUSALS.otherGuard]])
    expect(reportIn(other)).toMatchObject({ state: 'armed', run: 'r1', by: 'tester', deadline: expect.any(String) })
    expect(readFileSync(file, 'utf8')).toBe('new')
    expect(existsSync(join(folder, 'guard/armed'))).toBe(true)
  })

  test('a heartbeat moves the deadline; without a guard it says so', async () => {
    await change('a-1', [write(file, 'new')], { guard: { scope: 1, seconds: 60 } })
    const place = [folder, 'r1', 'h', '1']
    const before = deadline()

    const extended = await run([script(EXTEND, ...place, '600')])

    expect(extended.exitCodes).toEqual([0])
    expect(deadline() - before).toBeGreaterThanOrEqual(540)
    expect((await run([script(EXTEND, folder, 'r1', 'h', '2', '600')])).exitCodes).toEqual([REFUSALS.guardFired])
  })

  test('a guard does not fire into a program that is at work: it waits', async () => {
    const release = join(root, 'release')
    const slow: Step = {
      ...write(file, 'new'),
      run: script('until [ -e "$1" ]; do sleep 0.1; done; echo new > "$2"', release, file),
    }
    const working = change('a-1', [slow], { guard: { scope: 1, seconds: 3 } })
    await until(() => existsSync(join(folder, 'guard/armed')))
    await after(4000)
    const waits = existsSync(join(folder, 'guard/armed'))
    writeFileSync(release, '')

    const ran = await working
    await until(() => existsSync(join(folder, 'guard/fired')))

    expect(waits).toBe(true)
    expect(ran.exitCodes).toEqual([0, 0, 0])
    expect(readFileSync(file, 'utf8')).toBe('old %s \\n bytes\n')
  })

  test('and ends one that does not come to an end', async () => {
    const stuck: Step = { ...write(file, 'new'), run: script('echo half > "$1"; sleep 60', file) }

    const ran = await change('a-1', [stuck], { guard: { scope: 1, seconds: 1 } })
    await until(() => existsSync(join(folder, 'guard/fired')))

    expect(ran.finished).toBe(false)
    expect(readFileSync(file, 'utf8')).toBe('old %s \\n bytes\n')
  })

  test('an undo of the controller does not begin where the guard was faster', async () => {
    const guard = { scope: 1, seconds: 1 }
    await change('a-1', [write(file, 'new')], { guard })
    await until(() => existsSync(join(folder, 'guard/fired')))

    const fenced = await run([script(FENCE, folder, 'r1', 'h', '1', '1'), script('echo late > "$1"', file)])

    expect(fenced.exitCodes).toEqual([REFUSALS.guardFired])
    expect(readFileSync(file, 'utf8')).toBe('old %s \\n bytes\n')
  })

  test('a change that knows of no guard ends where there is one, and has done nothing', async () => {
    await change('a-1', [write(file, 'new')], { guard: { scope: 1, seconds: 60 } })
    const steps = [write(file, 'newer')]

    const ended = await run(recordedCommands(steps, recordingOf('b-1', { run: 'r2' })).map(({ command }) => command))

    expect(ended.exitCodes).toEqual([REFUSALS.guardThere])
    expect(readFileSync(file, 'utf8')).toBe('new')
  })

  test('rolling the run back ends its guard', async () => {
    await change('a-1', [write(file, 'new')], { guard: { scope: 1, seconds: 60 } })

    expect((await rollBack())?.state).toBe('restored')
    expect(existsSync(join(folder, 'guard'))).toBe(false)
  })

  interface More {
    readonly run?: string
    readonly scopes?: readonly number[]
    readonly guard?: Recording['guard']
  }

  /** As the engine does it: once more where there is a guard that was not thought of. */
  async function change(name: string, steps: readonly Step[], more: More = {}) {
    const recording = recordingOf(name, more)
    const ran = await run(recordedCommands(steps, recording).map(({ command }) => command))
    if (ran.exitCodes[0] !== REFUSALS.guardThere) return ran
    return run(recordedCommands(steps, recording, true).map(({ command }) => command))
  }

  function recordingOf(name: string, { run: id = 'r1', scopes = [1], guard }: More = {}) {
    const recording: Recording = {
      terms: { run: id, by: 'tester', folder },
      host: 'h',
      place: { on: 'h' },
      change: name,
      scopes,
      ...(guard === undefined ? {} : { guard }),
      isHandler: false,
      isHarmless: false,
      forget: [],
    }
    return recording
  }

  const run = (commands: readonly RemoteCommand[]): Promise<Ran> => runIn(shell, commands)

  async function rollBack(id = 'r1', scope = '') {
    const ran = await run([script(ROLL_BACK, folder, id, 'h', '', scope)])
    return restoreOutcomeOf(outputOf(ran))
  }

  const reportIn = (ran: Ran) => guardReport(outputOf(ran))
  const deadline = () => Number(readFileSync(join(folder, 'guard/deadline'), 'utf8').split(' ')[0])

  function write(path: string, content: string): Step {
    const was = existsSync(path) ? readFileSync(path) : undefined
    const undo: Step['undo'] =
      was === undefined
        ? [{ kind: 'remove', path }]
        : [{ kind: 'write', path, content: was, mode: statSync(path).mode & 0o777 }]
    return { summary: `write ${path}`, run: { kind: 'write', path, content }, undo }
  }
})

function outputOf({ exitCodes, stdout, stderr }: Ran) {
  const none = Buffer.alloc(0)
  return { exitCode: exitCodes[0] ?? 1, stdout: stdout[0] ?? none, stderr: stderr[0] ?? none, truncated: false }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await after(20)
}
