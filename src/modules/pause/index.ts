import type * as z from 'zod'
import { LongshoreError } from '../../base/longshore-error.ts'
import type { ControllerContext, ControllerOutcome } from '../../model/controller-module.ts'
import type { Vars } from '../../model/vars.ts'
import { argsObject, boolArg, numberArg, textArg } from '../arg-types.ts'
import { defineControllerModule } from '../define-module.ts'

const args = argsObject(() => ({
  seconds: numberArg().optional().describe('How long to wait'),
  minutes: numberArg().optional().describe('How long to wait'),
  prompt: textArg().optional().describe('What to ask the operator, or to say while waiting'),
  echo: boolArg().default(true).describe('Show what the operator types'),
}))

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
    start: 'When it began, in local time',
    stop: 'When it ended, in local time',
  },
  run: (given, context) => {
    if (given.seconds !== undefined && given.minutes !== undefined) {
      return Promise.resolve(failed(bothGiven()))
    }
    const seconds = given.minutes === undefined ? given.seconds : given.minutes * 60
    return seconds === undefined ? ask(given, context) : wait(seconds, given, context)
  },
})

type PauseArgs = z.output<typeof args>

async function wait(seconds: number, given: PauseArgs, context: ControllerContext): Promise<ControllerOutcome> {
  const length = Math.max(1, seconds)
  const start = context.now()
  const ended = new AbortController()
  const until = context.sleep(length * 1000, ended.signal)
  const answering = context.awaitAnswer(given.prompt ?? '', { echo: given.echo, until })
  context.tellPause({ seconds: length, echo: given.echo, ...asked(given) })
  const answer = await answering
  if (!answer.ok && answer.error.code !== 'PROMPT_WITHOUT_TERMINAL') return failed(answer.error)
  if (answer.ok) ended.abort()
  await until
  const unit = given.minutes === undefined ? 'seconds' : 'minutes'
  const shown = given.minutes === undefined ? length : length / 60
  const stdout = `Paused for ${decimal(shown)} ${unit}`
  return done(given, { user_input: '', stdout, delta: Math.round(length), ...span(start, context.now()) })
}

/** Without a terminal nobody is asked and nothing waits, as in Ansible. */
async function ask(given: PauseArgs, context: ControllerContext): Promise<ControllerOutcome> {
  const prompt = given.prompt ?? 'Press enter to continue, Ctrl+C to interrupt'
  const start = context.now()
  const answering = context.awaitAnswer(prompt, { echo: given.echo })
  context.tellPause({ prompt, echo: given.echo })
  const answer = await answering
  if (!answer.ok) {
    if (answer.error.code !== 'PROMPT_WITHOUT_TERMINAL') return failed(answer.error)
    context.warn('Not waiting for response to prompt as stdin is not interactive')
  }
  const stop = context.now()
  const delta = Math.trunc((stop.getTime() - start.getTime()) / 1000)
  const stdout = `Paused for ${decimal(delta / 60)} minutes`
  return done(given, { user_input: answer.ok ? answer.value : '', stdout, delta, ...span(start, stop) })
}

function failed(error: LongshoreError): ControllerOutcome {
  return { changed: false, values: {}, failed: error }
}

function asked({ prompt }: PauseArgs): { readonly prompt?: string } {
  return prompt === undefined ? {} : { prompt }
}

/** As Python writes a float of two places. */
function decimal(value: number): string {
  const rounded = Math.round(value * 100) / 100
  return Number.isInteger(rounded) ? rounded.toFixed(1) : String(rounded)
}

function span(start: Date, stop: Date): Vars {
  return { start: pythonTime(start), stop: pythonTime(stop) }
}

/** As Python writes a `datetime` of local time. */
function pythonTime(time: Date): string {
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000)
  return `${local.toISOString().replace('T', ' ').replace('Z', '')}000`
}

function done(given: PauseArgs, values: Vars): ControllerOutcome {
  return { changed: false, values: { echo: given.echo, rc: 0, stderr: '', ...values } }
}

function bothGiven(): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', 'parameters are mutually exclusive: minutes|seconds', {
    hint: 'Keep one of the two',
  })
}
