import type { Body } from './ast.ts'
import { compileBody } from './compile-statement.ts'
import type { Program } from './program.ts'
import type { Step } from './runtime.ts'

/** Makes a parsed template ready to run; `text` and `file` are for its errors. */
export function compileProgram(text: string, body: Body, file?: string): Program {
  const blocks = new Map<string, Step>()
  return { text, file, run: compileBody(body, blocks), blocks }
}
