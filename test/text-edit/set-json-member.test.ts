import { expect, test } from '@jest/globals'
import { setJsonMember } from '../../src/text-edit/set-json-member.ts'

const DOCKER = '{\n\t"auths": {\n\t\t"a": {\n\t\t\t"auth": "x"\n\t\t}\n\t},\n\t"HttpHeaders": { "k" :1 }\n}'

test.each<[string, string, Record<string, unknown>, string]>([
  ['a new text', '', { b: 1 }, '{\n  "auths": {\n    "b": 1\n  }\n}\n'],
  ['a text without the object', '{"x": 1}', { b: 1 }, '{"x": 1, "auths": {"b": 1}}'],
  ['an empty object', '{"auths": {}}', { b: 1 }, '{"auths": {"b": 1}}'],
  [
    'a new key, with the indentation of its neighbours',
    DOCKER,
    { b: { auth: 'y' } },
    DOCKER.replace('"x"\n\t\t}', '"x"\n\t\t},\n\t\t"b": {\n\t\t\t"auth": "y"\n\t\t}'),
  ],
  ['a key that has the value', DOCKER, { a: { auth: 'x' } }, DOCKER],
  ['another value', DOCKER, { a: { auth: 'y' } }, DOCKER.replace('"x"', '"y"')],
  ['a key that goes', '{"auths": {"a":  1, "b": 2} , "x":1}', { a: undefined }, '{"auths": {"b": 2} , "x":1}'],
  ['a key that is not there and goes', DOCKER, { z: undefined }, DOCKER],
  ['nothing to set in a text without the object', '{ }', { z: undefined }, '{ }'],
])('%s', (_situation, text, changes, expected) => {
  expect(setJsonMember(text, 'auths', changes)).toEqual({ ok: true, value: expected })
})

test('what is added and removed again leaves the bytes as they were', () => {
  const added = setJsonMember(DOCKER, 'auths', { 'reg:5000': { auth: 'secret' } })
  const removed = added.ok ? setJsonMember(added.value, 'auths', { 'reg:5000': undefined }) : added

  expect(removed).toEqual({ ok: true, value: DOCKER })
})

test('a text that is not JSON is refused with its place', () => {
  expect(setJsonMember('{"auths": {', 'auths', { a: 1 })).toMatchObject({ ok: false, error: [{ line: 1 }] })
})
