import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import { UnsafeText } from '../model/opaque-text.ts'
import { STRATEGIES, type Play, type Strategy, type VarsPrompt } from '../model/playbook.ts'
import type { TemplateScope } from '../ports/templater.ts'
import { noSuchStrategy } from './keyword-errors.ts'
import type { RunContext } from './play-run.ts'
import { promptFor } from './prompt-for.ts'
import { pythonText } from './python-text.ts'
import { readyCounts } from './ready-counts.ts'
import { hostsScope } from './variables/hosts-scope.ts'

/**
 * A play as it begins: its name, its strategy and its batches rendered, and the answers to its `vars_prompt` among its variables. What is an extra
 * variable is not asked for (Ansible: executor/playbook_executor.py).
 */
export async function readyPlay(play: Play, context: RunContext): Promise<Result<Play, LongshoreError>> {
  const answers: Record<string, unknown> = {}
  for (const prompt of play.varsPrompt ?? []) {
    if (Object.hasOwn(context.settings.extraVars, prompt.name)) continue
    const answer = await ask(prompt, { ...play, vars: { ...play.vars, ...answers } }, context)
    if (!answer.ok) return answer
    answers[prompt.name] = answer.value
  }
  const ready = { ...play, vars: { ...play.vars, ...answers } }
  const scope = hostsScope(ready, context)
  const name = context.deps.templater.render(play.name, scope)
  const strategy = strategyOf(play, scope, context)
  if (!strategy.ok) return strategy
  const counts = readyCounts(play, scope, context.deps.templater)
  if (!counts.ok) return counts
  const own = name.ok ? { name: nameOf(name.value, context) } : {}
  const debugs = strategy.value === 'debug'
  const how = debugs ? { strategy: 'linear', debugsFailures: true } : { strategy: strategy.value }
  return ok({ ...ready, ...counts.value, ...own, ...how })
}

function strategyOf(play: Play, scope: TemplateScope, context: RunContext): Result<Strategy, LongshoreError> {
  const written = context.deps.templater.render(play.strategy ?? context.settings.strategy ?? 'linear', scope)
  if (!written.ok) return written
  const name = String(written.value).replace(/^ansible\.(builtin|legacy)\./, '')
  const strategy = STRATEGIES.find((each) => each === name)
  return strategy === undefined ? err(noSuchStrategy(name, play.at)) : ok(strategy)
}

async function ask(prompt: VarsPrompt, play: Play, context: RunContext): Promise<Result<unknown, LongshoreError>> {
  const answer = await promptFor(prompt, hostsScope(play, context), context.deps)
  if (!answer.ok || !answer.value.isUnsafe || typeof answer.value.text !== 'string') {
    return answer.ok ? ok(answer.value.text) : answer
  }
  return ok(new UnsafeText(answer.value.text))
}

/** A template of `hosts` may give a list, which is its name then, as Python writes it. */
function nameOf(value: unknown, { deps }: RunContext): string {
  const text = pythonText(value, deps.templater)
  return text.ok ? text.value : String(value)
}
