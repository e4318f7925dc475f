import type { Step } from '../../model/plan.ts'
import { shell } from '../../model/remote-command.ts'
import { explainFileFailure } from '../module-utils/explain.ts'
import type { TouchTime, TouchTimes } from './touch-times.ts'

/** `before`: the time of modification that the undo puts back. */
export function touchSteps(
  { access, modification }: TouchTimes,
  path: string,
  before: string | undefined,
): readonly Step[] {
  const words = [...timeWords('a', access), ...timeWords('m', modification)]
  if (words.length === 0) return []
  return [
    {
      summary: `set the times of ${path}`,
      run: shell(TOUCH_SCRIPT, path, ...words),
      files: [path],
      ...(before === undefined ? {} : { undo: [shell('touch -c -m -d "$2" -- "$1"', path, before)] }),
      explain: explainFileFailure(`set the times of ${path}`, path),
    },
  ]
}

function timeWords(flag: 'a' | 'm', time: TouchTime): readonly string[] {
  if (time === 'preserve') return []
  return [flag, time === 'now' ? '' : time.stamp]
}

const TOUCH_SCRIPT = `
path=$1; shift
while [ $# -ge 2 ]; do
  if [ -n "$2" ]; then touch -c "-$1" -t "$2" -- "$path"; else touch -c "-$1" -- "$path"; fi || exit 1
  shift 2
done
`
