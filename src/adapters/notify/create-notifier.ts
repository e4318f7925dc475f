import { err, ok } from '../../base/result.ts'
import { Secret } from '../../base/secret.ts'
import type { HookText, NotificationSink, Notice } from '../../model/notification.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Notifier } from '../../ports/notifier.ts'
import type { Attempt } from './attempt.ts'
import { notificationFailed } from './errors.ts'
import { postJson } from './post-json.ts'
import { type Env, runHook } from './run-hook.ts'

const FIRST_PAUSE_MS = 1000

/** Tells by HTTP and by commands of this machine. */
export function createNotifier(clock: Clock, env: Env): Notifier {
  return {
    async tell(notice, { to, timeoutMs, retries }) {
      for (let attempt = 0; ; attempt++) {
        const came = await tellOnce(notice, to, env, timeoutMs)
        if (came === 'told') return ok(undefined)
        if (!came.isPassing || attempt >= retries) {
          return err(notificationFailed(shownSink(to, env), came.reason, came.cause))
        }
        await clock.sleep(FIRST_PAUSE_MS * 2 ** attempt)
      }
    },
  }
}

async function tellOnce(notice: Notice, to: NotificationSink, env: Env, timeoutMs: number): Promise<Attempt> {
  if (to.kind === 'command') return runHook(to.argv, notice, env, timeoutMs)
  const url = URL.parse(textOf(to.url, env) ?? '')
  if (url === null || !/^https?:$/.test(url.protocol)) return { reason: unusable(to.url), isPassing: false }
  if (to.kind === 'slack') return postJson(url, { text: slackText(notice) }, {}, timeoutMs)
  const headers: Record<string, string> = {}
  for (const [name, given] of Object.entries(to.headers)) {
    const value = textOf(given, env)
    if (value === undefined) return { reason: `its header ${name}: ${unusable(given)}`, isPassing: false }
    headers[name] = value
  }
  return postJson(url, notice, headers, timeoutMs)
}

function textOf(given: HookText, env: Env): string | undefined {
  return given instanceof Secret ? given.reveal() : env[given.env]
}

function unusable(given: HookText): string {
  return given instanceof Secret
    ? 'that is no http or https address'
    : `the environment variable ${given.env} is not usable`
}

/** What these three mean to Slack: https://api.slack.com/reference/surfaces/formatting#escaping */
function slackText({ text }: Notice): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Without path, login and query of an address: they may be secret. */
function shownSink(to: NotificationSink, env: Env): string {
  if (to.kind === 'command') return `the command ${to.argv[0] ?? ''}`
  const url = URL.parse(textOf(to.url, env) ?? '')
  return url === null ? `the ${to.kind}` : `the ${to.kind} at ${url.protocol}//${url.host}`
}
