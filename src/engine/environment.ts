import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import { formatPosition } from '../base/source-position.ts'
import type { Task } from '../model/playbook.ts'
import type { Vars } from '../model/vars.ts'
import type { Templater } from '../ports/templater.ts'
import type { PlayRun } from './play-run.ts'
import { pythonText } from './python-text.ts'
import type { TaskFrame } from './task-frame.ts'
import { undefinedField } from './undefined-option.ts'
import type { LayeredScope } from './variables/layered-scope.ts'

type Environment = Readonly<Record<string, string>>

/** Outer environments first: an inner one overrides, as in Ansible. What is no map is left out, with its warning. */
export function environmentOf(
  frame: TaskFrame,
  scope: LayeredScope,
  run: PlayRun,
): Result<Environment, LongshoreError> {
  const environment: Record<string, string> = {}
  const { templater } = run.deps
  const written = frame.chain.flatMap((keywords) => keywords.environment)
  if (frame.task.module === 'raw' && written.length > 0) {
    run.deps.emit({ type: 'warning', message: 'raw module does not support the environment keyword' })
    return ok(environment)
  }
  for (const entry of written) {
    const found = typeof entry === 'string' ? templater.renderDeep(entry, scope) : ok(entry)
    if (!found.ok) return err(undefinedField('environment', found.error))
    if (!isMap(found.value)) {
      warnOfWhatIsNoMap(frame, run)
      continue
    }
    for (const [name, value] of Object.entries(found.value)) {
      const text = textOf(value, scope, templater)
      if (text.ok) environment[name] = text.value
      else if (!isLeftOut(frame.task, text.error)) return err(undefinedField('environment', text.error))
    }
  }
  return ok(environment)
}

function isMap(value: unknown): value is Vars {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textOf(value: unknown, scope: LayeredScope, templater: Templater): Result<string, LongshoreError> {
  const rendered = templater.renderDeep(value, scope)
  return rendered.ok ? pythonText(rendered.value, templater) : rendered
}

/** What facts are gathered with cannot name the environment that they tell of: it is not known yet (Ansible). */
function isLeftOut({ module }: Task, error: LongshoreError): boolean {
  if (module !== 'setup' && module !== 'gather_facts') return false
  return error.code === 'VARIABLE_UNDEFINED' && /ansible_env|ansible_facts/.test(error.message)
}

const warned = new WeakSet<Task>()

/** In the words of Ansible (playbook/task.py), which shows all that is written. */
function warnOfWhatIsNoMap({ task, chain }: TaskFrame, { deps }: PlayRun): void {
  if (warned.has(task)) return
  warned.add(task)
  const written = pythonText(
    chain.flatMap((keywords) => keywords.environment),
    deps.templater,
  )
  if (!written.ok) return
  const message = `could not parse environment value, skipping: ${written.value}`
  deps.emit({ type: 'warning', message, at: formatPosition(task.at) })
}
