export interface Problem {
  readonly text: string
  readonly line: number
  /** A whole number that JavaScript's numbers cannot hold. */
  readonly tooBig?: boolean
}

/** minijinja's errors without source listings, internal names and positions in rewritten text. */
export function explainProblem(error: unknown, onTrap: () => void): Problem {
  const message = messageOf(error)
  if (message === undefined) throw error
  if (!isOfMinijinja(error, message)) {
    onTrap()
    return { text: 'the template engine gave up on it', line: 1 }
  }
  if (/stack|call depth|recursion/i.test(message) && !message.startsWith('syntax'))
    return { text: 'it nests too deeply', line: 1 }
  const first = message.split('\n')[0] ?? ''
  const place = / \(in [^()]*:(\d+)\)/.exec(first)
  const text = first
    .replace(/ \(in [^()]*:\d+\)/, '')
    .replace(
      /^(invalid operation|syntax error|unknown (method|filter|test|function)|undefined value|bad string escape): /,
      '',
    )
    .replace(/\b__/g, '')
    .replace(/^(filter|test) (\w+) is unknown$/, "there is no $1 '$2'")
    .replace(/^(\w+) is unknown$/, "there is no function '$1'")
    .replace(/end of (variable block|input)/g, 'end of the expression')
  return {
    text: text === 'undefined value' ? 'an undefined value is used' : text,
    line: Number(place?.[1] ?? 1) || 1,
    ...(first.includes("can't be represented as a JavaScript number") && { tooBig: true }),
  }
}

/** minijinja throws plain errors; anything else, such as a full stack, broke off in the middle of its work. */
function isOfMinijinja(error: unknown, message: string): boolean {
  return (error as Error).name === 'Error' && !/^(recursive use of an object|Cannot create a string)/.test(message)
}

function messageOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('message' in error)) return undefined
  return typeof error.message === 'string' ? error.message : undefined
}
