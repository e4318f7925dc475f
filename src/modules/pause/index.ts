import { z } from 'zod'
import { LongshoreError } from '../../base/longshore-error.ts'
import type { ControllerContext, ControllerOutcome } from '../../model/module.ts'
import { boolArg, numberArg, textArg } from '../arg-types.ts'
import { defineControllerModule } from '../define-module.ts'

const args = z.strictObject({
  seconds: numberArg().optional().describe('How long to wait'),
  minutes: numberArg().optional().describe('How long to wait'),
  prompt: textArg().optional().describe('What to ask the operator, or to say while waiting'),
  echo: boolArg().default(true).describe('Show what the operator types'),
})

/** Waits, or asks the operator. */
export const pause = defineControllerModule({
  name: 'pause',
  summary: 'Wait for a while, or for the operator',
  args,
  oncePerBatch: true,
  returns: {
    user_input: 'What the operator typed',
    echo: 'Whether it was shown',
    stdout: 'How long it paused',
    delta: 'Seconds that it paused',
  },
  run: (given, context) => {
    if (given.seconds !== undefined && given.minutes !== undefined) {
      return Promise.resolve({ changed: false, values: {}, failed: bothGiven() })
    }
    const seconds = given.minutes === undefined ? given.seconds : given.minutes * 60
    return seconds === undefined ? ask(given, context) : wait(seconds, given, context)
  },
})

type PauseArgs = z.output<typeof args>

async function wait(seconds: number, given: PauseArgs, context: ControllerContext): Promise<ControllerOutcome> {
  const length = Math.max(1, seconds)
  await context.sleep(length * 1000)
  const unit = given.minutes === undefined ? 'seconds' : 'minutes'
  const shown = given.minutes === undefined ? length : length / 60
  return { changed: false, values: valuesOf(given, '', `Paused for ${decimal(shown)} ${unit}`, Math.round(length)) }
}

/** Without a terminal nobody is asked and nothing waits, as in Ansible. */
async function ask(given: PauseArgs, context: ControllerContext): Promise<ControllerOutcome> {
  const text = given.prompt ?? 'Press enter to continue, Ctrl+C to interrupt'
  const answer = await context.prompt(text, { echo: given.echo })
  if (!answer.ok && answer.error.code !== 'PROMPT_WITHOUT_TERMINAL') {
    return { changed: false, values: {}, failed: answer.error }
  }
  return { changed: false, values: valuesOf(given, answer.ok ? answer.value : '', 'Paused for 0.0 minutes', 0) }
}

/** As Python writes a float of two places. */
function decimal(value: number): string {
  const rounded = Math.round(value * 100) / 100
  return Number.isInteger(rounded) ? rounded.toFixed(1) : String(rounded)
}

function valuesOf(given: PauseArgs, userInput: string, stdout: string, delta: number) {
  return { user_input: userInput, echo: given.echo, rc: 0, stdout, stderr: '', delta }
}

function bothGiven(): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', 'parameters are mutually exclusive: minutes|seconds', {
    hint: 'Keep one of the two',
  })
}
