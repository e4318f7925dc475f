import type { Body } from './ast.ts'
import { compileBody } from './compile-statement.ts'
import type { Program, ProgramSource } from './program.ts'
import type { Step } from './runtime.ts'

/** Makes a parsed template ready to run; `text` and `source` are for its errors. */
export function compileProgram(text: string, body: Body, source?: ProgramSource): Program {
  const blocks = new Map<string, Step>()
  return { text, source, run: compileBody(body, blocks), blocks }
}
