import { spawn } from 'node:child_process'

interface RunOptions {
  readonly detached?: boolean
  readonly cwd?: string
  /** What to type when the output ends in a question. */
  readonly answers?: readonly (readonly [question: string, typed: string])[]
}

/** All that the program prints, its stderr left out. */
export function run(command: string, args: readonly string[], options: RunOptions): Promise<string> {
  const child = spawn(command, args, {
    detached: options.detached ?? false,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const answers = [...(options.answers ?? [])]
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
    const [question, typed] = answers[0] ?? []
    if (question !== undefined && out.endsWith(question)) {
      answers.shift()
      child.stdin.write(typed)
    }
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => resolve(out))
  })
}
