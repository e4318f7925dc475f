export interface Assignment {
  readonly target: 'task.args' | 'task_vars'
  /** Absent: all of it. */
  readonly key?: string
  /** An expression. Absent: it is taken out. */
  readonly value?: string
}

/** `task.args['x'] = EXPRESSION`, `task_vars["x"] = EXPRESSION`, `task.args = EXPRESSION` or `del task.args['x']`. */
export function readAssignment(line: string): Assignment | undefined {
  const [, del, target, , key, equals, value] =
    /^(del\s+)?(task\.args|task_vars)(?:\[(['"])(.*?)\3\])?\s*(?:(=)\s*([^=][^]*))?$/.exec(line) ?? []
  if (target !== 'task.args' && target !== 'task_vars') return undefined
  if (del !== undefined) return key === undefined || equals !== undefined ? undefined : { target, key }
  if (value === undefined) return undefined
  return { target, ...(key !== undefined && { key }), value }
}
