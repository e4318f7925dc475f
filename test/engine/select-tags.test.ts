import { describe, expect, test } from '@jest/globals'
import { isSelected } from '../../src/engine/select-tags.ts'

describe('isSelected', () => {
  test.each<[string, string[], string[], string[], boolean]>([
    ['everything by default', ['x'], [], [], true],
    ['nothing tagged never by default', ['never', 'x'], [], [], false],
    ['a never task when its other tag is asked for', ['never', 'x'], ['x'], [], true],
    ['a never task when never is asked for', ['never'], ['never'], [], true],
    ['an always task whatever is asked for', ['always'], ['y'], [], true],
    ['no always task that is skipped', ['always'], [], ['always'], false],
    ['a task with the tag', ['x', 'z'], ['x'], [], true],
    ['no task without the tag', ['z'], ['x'], [], false],
    ['no task that is skipped', ['x', 'z'], ['x'], ['z'], false],
    ['a tagged task for tagged', ['x'], ['tagged'], [], true],
    ['no untagged task for tagged', [], ['tagged'], [], false],
    ['an untagged task for untagged', [], ['untagged'], [], true],
    ['no tagged task for untagged', ['x'], ['untagged'], [], false],
    ['no tagged task when tagged is skipped', ['x'], [], ['tagged'], false],
    ['no untagged task when untagged is skipped', [], [], ['untagged'], false],
    ['nothing when all is skipped', ['x'], [], ['all'], false],
    ['an always task when all is skipped', ['always'], [], ['all'], true],
  ])('selects %s', (_rule, tags, only, skip, expected) => {
    expect(isSelected(tags, { only, skip })).toBe(expected)
  })
})
