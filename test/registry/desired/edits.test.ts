import { describe, expect, test } from '@jest/globals'
import { editBuildkitdToml } from '../../../src/registry/buildkit/edit-buildkitd-toml.ts'
import { claimEntries, claimValue } from '../../../src/registry/desired/ownership.ts'
import { editRegistriesYaml } from '../../../src/registry/k3s/edit-registries-yaml.ts'
import { mergeRegistries } from '../../../src/registry/podman/merge-registries.ts'
import { renderRegistriesConf } from '../../../src/registry/podman/render-registries-conf.ts'
import { validateRegistriesConf } from '../../../src/registry/podman/validate-registries-conf.ts'

const ASK = { present: ['theirs', 'old'], desired: ['new', 'theirs'], owned: ['old'], exclusive: false }

describe('ownership by entry', () => {
  test('desired first, others stay, what was ours and is not desired goes, what was theirs stays theirs', () => {
    expect(claimEntries(ASK)).toEqual({ entries: ['new', 'theirs'], owned: ['new'] })
    expect(claimEntries({ ...ASK, desired: ['new'] })).toEqual({ entries: ['new', 'theirs'], owned: ['new'] })
    expect(claimEntries({ ...ASK, desired: [] })).toEqual({ entries: ['theirs'], owned: [] })
  })

  test('exclusive takes all, and all is ours', () => {
    expect(claimEntries({ ...ASK, exclusive: true })).toEqual({ entries: ['new', 'theirs'], owned: ['new', 'theirs'] })
  })

  test('two spellings of one entry are one', () => {
    const same = (entry: string) => entry.replace(/\/$/, '')

    expect(claimEntries({ present: ['http://m/'], desired: ['http://m'], owned: [], exclusive: false, same })).toEqual({
      entries: ['http://m'],
      owned: [],
    })
  })

  test.each<[unknown, unknown, string[], unknown, string[]]>([
    [undefined, 10, [], 10, ['10']],
    [10, 10, [], 10, []],
    [10, 10, ['10'], 10, ['10']],
    [10, undefined, ['10'], null, []],
    [12, undefined, ['10'], undefined, []],
    [12, undefined, [], undefined, []],
  ])('a value %p, desired %p, ours %p, becomes %p', (present, desired, owned, value, ours) => {
    expect(claimValue(present, desired, owned)).toEqual({ value, owned: ours })
  })
})

const YAML = `# theirs
mirrors:
  docker.io:
    endpoint: [https://theirs] # kept
configs:
  theirs:
    auth: {username: u, password: p}
`
const SHARE = { endpoints: { 'docker.io': ['http://m:5000'] }, tls: { 'm:5000': { ca_file: '/ca.pem' } } }

describe('registries.yaml', () => {
  test('is made anew, and is gone when all of it was ours', () => {
    const made = editRegistriesYaml('', SHARE, {}, false)
    if (!made.ok) throw new Error(made.error)
    const gone = editRegistriesYaml(made.value.text ?? '', { endpoints: {}, tls: {} }, made.value.owned, false)

    expect(made.value.text).toContain('http://m:5000')
    expect(gone).toEqual({ ok: true, value: { text: undefined, owned: {} } })
  })

  test('keeps what others wrote, comments and credentials too, and comes back to what it said', () => {
    const made = editRegistriesYaml(YAML, SHARE, {}, false)
    if (!made.ok) throw new Error(made.error)
    const again = editRegistriesYaml(made.value.text ?? '', SHARE, made.value.owned, false)
    const back = editRegistriesYaml(made.value.text ?? '', { endpoints: {}, tls: {} }, made.value.owned, false)

    expect(made.value.text).toMatch(
      /# theirs[^]*http:\/\/m:5000[^]*https:\/\/theirs[^]*password: p[^]*ca_file: \/ca.pem/,
    )
    expect(made.value.owned).toEqual({
      'mirrors docker.io endpoint': ['http://m:5000'],
      'configs m:5000 tls ca_file': ['"/ca.pem"'],
    })
    expect(again).toEqual(made)
    expect(back.ok && back.value.text).toMatch(/https:\/\/theirs[^]*password: p/)
    expect(back.ok && back.value.text).not.toMatch(/m:5000/)
  })

  test('a broken one is not edited', () => {
    expect(editRegistriesYaml('mirrors: [', SHARE, {}, false).ok).toBe(false)
    expect(editRegistriesYaml('- a', SHARE, {}, false)).toMatchObject({ ok: false, error: /map/ })
  })
})

describe('buildkitd.toml', () => {
  const registries = { 'docker.io': { mirrors: ['m:5000'] }, 'm:5000': { http: true } }
  const theirs = '# theirs\ndebug = true\n\n[registry."docker.io"]\n  mirrors = ["theirs"] # kept\n'

  test.each(['', theirs])('gets ours beside %j, and loses them again', (text) => {
    const made = editBuildkitdToml(text, { registries }, {}, false)
    if (!made.ok) throw new Error(made.error.message)
    const again = editBuildkitdToml(made.value.text, { registries }, made.value.owned, false)
    const back = editBuildkitdToml(made.value.text, { registries: {} }, made.value.owned, false)

    expect(made.value.text).toContain('"m:5000"')
    expect(made.value.owned).toEqual({ 'docker.io mirrors': ['m:5000'], 'm:5000 http': ['true'] })
    expect(again).toEqual(made)
    expect(back.ok && back.value.text.trim()).toBe(text.trim())
  })
})

describe('a drop-in for registries.conf.d', () => {
  const wanted = [{ location: 'docker.io', insecure: false, mirrors: [{ location: 'm:5000', insecure: true }] }]
  const theirs = '[[registry]]\nlocation = "docker.io"\n\n[[registry.mirror]]\nlocation = "theirs"\n'

  test('is one that podman reads, with the mirrors of others after ours', () => {
    const { registries } = mergeRegistries(wanted, new Map([['/etc/containers/registries.conf', theirs]]), false)
    const text = renderRegistriesConf(registries)

    expect(validateRegistriesConf(text)).toEqual([])
    expect(text.match(/location = .*/g)).toEqual([
      'location = "docker.io"',
      'location = "m:5000"',
      'location = "theirs"',
    ])
  })

  test('leaves the mirrors of others out where it is exclusive', () => {
    expect(mergeRegistries(wanted, new Map([['f', theirs]]), true).registries).toEqual(wanted)
  })

  test.each([
    ['blocked = true', /blocks it/],
    ['location = "elsewhere"', /moves it elsewhere/],
  ])('does not undo what others say of the registry itself: %s', (line, conflict) => {
    const text = `[[registry]]\nprefix = "docker.io"\n${line}\n`

    expect(mergeRegistries(wanted, new Map([['f', text]]), false).conflicts.join()).toMatch(conflict)
  })
})
