import { LongshoreError } from '../../base/longshore-error.ts'

const SEE = '\nSee stdout/stderr for the exact error'

/** In the words of Ansible, as are the next two. */
export function moduleFailed(module: string, stderr: string): LongshoreError {
  const said = stderr.trim().split('\n').at(-1) ?? ''
  return new LongshoreError('TASK_FAILED', `MODULE FAILURE${SEE}`, {
    hint: `The module ${module} printed no JSON object${said === '' ? '' : `; the last it said: ${said}`}`,
  })
}

export function interpreterMissing(module: string, stderr: string): LongshoreError {
  const message = `The module failed to execute correctly, you probably need to set the interpreter.${SEE}`
  return new LongshoreError('TASK_FAILED', message, {
    hint: `${module}: ${stderr.trim()}. Install what runs it, or name it in ansible_python_interpreter or the like`,
  })
}

export function interpreterNotNamed(module: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `module (${module}) is missing interpreter line`, {
    hint: "Begin it with '#!' and the program that runs it",
  })
}

/** The module itself says that it failed. */
export function moduleSaidNo(module: string, message: string): LongshoreError {
  return new LongshoreError(
    'TASK_FAILED',
    message === '' ? `the module ${module} failed, and does not say why` : message,
  )
}
