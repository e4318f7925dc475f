import type { LongshoreError } from '../base/longshore-error.ts'
import { ok, type Result } from '../base/result.ts'
import { UnsafeText } from '../model/opaque-text.ts'
import type { Play, VarsPrompt } from '../model/playbook.ts'
import type { RunContext } from './play-run.ts'
import { promptFor } from './prompt-for.ts'
import { hostsScope } from './variables/hosts-scope.ts'

/**
 * A play as it begins: its name rendered, and the answers to its `vars_prompt` among its variables. What is an extra
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
  const name = context.deps.templater.render(play.name, hostsScope(ready, context))
  return ok(name.ok ? { ...ready, name: String(name.value) } : ready)
}

async function ask(prompt: VarsPrompt, play: Play, context: RunContext): Promise<Result<unknown, LongshoreError>> {
  const answer = await promptFor(prompt, hostsScope(play, context), context.deps)
  if (!answer.ok || !answer.value.isUnsafe || typeof answer.value.text !== 'string') {
    return answer.ok ? ok(answer.value.text) : answer
  }
  return ok(new UnsafeText(answer.value.text))
}
