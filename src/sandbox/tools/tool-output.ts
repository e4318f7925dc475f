export interface ToolOutput {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export function printed(stdout: string): ToolOutput {
  return { exitCode: 0, stdout: stdout === '' ? '' : line(stdout), stderr: '' }
}

export function failed(exitCode: number, stderr: string, stdout = ''): ToolOutput {
  return { exitCode, stdout: stdout === '' ? '' : line(stdout), stderr: stderr === '' ? '' : line(stderr) }
}

/** What the sandbox does not play is said in so many words, never answered with something made up. */
export function notSimulated(what: string): ToolOutput {
  return failed(70, `longshore sandbox: '${what}' is not simulated`)
}

function line(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`
}
