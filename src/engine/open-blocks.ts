import type { Block } from '../model/playbook.ts'

/** A block that is being gone through, and which of its lists is. */
export interface OpenBlock {
  readonly block: Block
  readonly section: 'block' | 'rescue' | 'always'
}

/** Whether a `rescue` around what runs now is still to come. Outermost first. */
export function isRescuable(open: readonly OpenBlock[]): boolean {
  return open.some(({ block, section }) => section === 'block' && block.rescue.length > 0)
}

/**
 * Whether a host that fails now has not failed yet for `any_errors_fatal` and `max_fail_percentage`: a `rescue` is still
 * to come, or the `always` of the innermost block is (Ansible: executor/play_iterator.py, `_check_failed_state`).
 */
export function isHeldOff(open: readonly OpenBlock[]): boolean {
  const innermost = open.at(-1)
  const awaitsAlways = innermost !== undefined && innermost.section !== 'always' && innermost.block.always.length > 0
  return awaitsAlways || isRescuable(open)
}
