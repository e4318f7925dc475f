import { isDeepStrictEqual } from 'node:util'
import { Secret } from '../../base/secret.ts'
import type { Step } from '../../model/plan.ts'
import type { RemoteCommand } from '../../model/remote-command.ts'

/**
 * Whether two steps would be undone by the same commands, bytes that must not be shown included. The names of backups
 * hold the time: that a new file is removed is the same whatever its name.
 */
export function isSameUndo(step: Step, again: Step | undefined): boolean {
  const [undo, other] = [step.undo ?? [], again?.undo ?? []]
  return (
    again !== undefined &&
    undo.length === other.length &&
    undo.every((command, index) => isSameCommand([command, step], [other[index], again]))
  )
}

type Of = readonly [command: RemoteCommand | undefined, step: Step]

function isSameCommand([command, step]: Of, [other, again]: Of): boolean {
  if (command === undefined || other === undefined) return command === other
  const [bytes, otherBytes] = [bytesOf(command), bytesOf(other)]
  const isSame = bytes instanceof Secret ? bytes.equals(otherBytes) : isDeepStrictEqual(bytes, otherBytes)
  return isSame && isDeepStrictEqual(essence(command, step), essence(other, again))
}

/** What the command brings with it. */
function bytesOf(command: RemoteCommand): unknown {
  if (command.kind === 'write') return command.content
  if (command.kind === 'shell') return command.content ?? command.stdin
  return command.kind === 'exec' ? command.stdin : undefined
}

function essence(command: RemoteCommand, { momentary = [] }: Step): unknown {
  if (command.kind === 'remove') return command.kind
  if (command.kind !== 'shell' || command.args === undefined) return command
  return { ...command, args: command.args.map((word) => (momentary.includes(word) ? undefined : word)) }
}
