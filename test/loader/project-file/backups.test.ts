import { describe, expect, test } from '@jest/globals'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { formatPosition } from '../../../src/base/source-position.ts'
import { isAgeRecipient } from '../../../src/loader/project-file/is-age-recipient.ts'
import { parseProjectFile } from '../../../src/loader/project-file/parse-project-file.ts'

const RECIPIENT = 'age1qmzemd279mma3z3f3s00caxaru0wnm47awepfj5ppdj97vrcsa7q3us6d2'

function read(text: string) {
  return parseProjectFile(text, '/srv/fleet/longshore.yml', '/home/ann')
}

function problemsOf(text: string): readonly string[] {
  const parsed = read(text)
  return parsed.ok ? [] : parsed.error.map((e) => `${e.at === undefined ? '' : formatPosition(e.at)} ${e.message}`)
}

describe('backups of a project file', () => {
  test('give every option, paths from the folder of the file', async () => {
    const recipient = await identityToRecipient(await generateIdentity())
    const parsed = read(`
backups:
  store: backups
  remote: ../elsewhere.git
  encrypt_to: [${recipient}]
  identity: ~/key.txt
  max_age: 26h
  retention: {keep_last: 30, monthly: 12}
`)

    expect(parsed.ok ? parsed.value.backups : parsed.error).toEqual({
      store: '/srv/fleet/backups',
      remote: '/srv/elsewhere.git',
      encryptTo: [recipient],
      identity: '/home/ann/key.txt',
      maxAgeMs: 26 * 3_600_000,
      retention: { keepLast: 30, daily: 0, weekly: 0, monthly: 12 },
    })
  })

  test('have every problem told with its file, line and column', () => {
    const mistyped = `${RECIPIENT.slice(0, -1)}${RECIPIENT.endsWith('q') ? 'p' : 'q'}`

    expect(
      problemsOf(`backups:
  stoer: backups
  store: [backups]
  encrypt_to:
    - ${RECIPIENT}
    - ssh-ed25519 AAAA
    - ${mistyped}
  max_age: soon
  retention: {keep_last: -1, weekyl: 3}
`),
    ).toEqual([
      "/srv/fleet/longshore.yml:2:3 backups: unknown key 'stoer': did you mean 'store'?",
      '/srv/fleet/longshore.yml:3:10 backups: store: expected a folder, found a list',
      "/srv/fleet/longshore.yml:6:7 backups: encrypt_to: expected recipients of age, which look like age1..., found 'ssh-ed25519 AAAA'",
      `/srv/fleet/longshore.yml:7:7 backups: encrypt_to: expected recipients of age, and this one is mistyped: its checksum is wrong, found '${mistyped}'`,
      "/srv/fleet/longshore.yml:8:12 backups: max_age: expected a time such as 26h, found 'soon'",
      "/srv/fleet/longshore.yml:9:26 backups: retention: keep_last: expected a whole number from 0, found '-1'",
      "/srv/fleet/longshore.yml:9:30 backups: retention: unknown key 'weekyl': did you mean 'weekly'?",
    ])
    expect(problemsOf('backups: nightly')).toEqual([
      '/srv/fleet/longshore.yml:1:10 backups: expected a map, found a string',
    ])
  })

  test('know a recipient by its checksum, whichever letter is wrong', async () => {
    for (const recipient of [RECIPIENT, await identityToRecipient(await generateIdentity())]) {
      expect(isAgeRecipient(recipient)).toBe(true)
      for (let at = 4; at < recipient.length; at++) {
        const other = recipient[at] === 'q' ? 'p' : 'q'
        expect(isAgeRecipient(`${recipient.slice(0, at)}${other}${recipient.slice(at + 1)}`)).toBe(false)
      }
    }
  })
})
