import { Frame, type Root, type Runtime, type Step } from './runtime.ts'

/** The file that a template's text is of; `firstLine` is the number of the text's first line in it. */
export interface ProgramSource {
  readonly file: string
  readonly firstLine: number
}

/** A template made ready to run, once for each text. */
export interface Program {
  readonly text: string
  /** Absent for text of a playbook. */
  readonly source: ProgramSource | undefined
  readonly run: Step
  readonly blocks: ReadonlyMap<string, Step>
}

/** Runs a template and those that it extends. `frame` is where its own names go. */
export function runProgram(program: Program, frame: Frame, out: unknown[]): void {
  const { run, root } = frame
  const outer = run.program
  let current: Program = program
  for (let depth = 0; ; depth++) {
    if (depth > 100) throw new RangeError('templates extend one another without an end')
    run.program = current
    for (const [name, step] of current.blocks) root.blocks.set(name, [...(root.blocks.get(name) ?? []), step])
    const printed: unknown[] = []
    const parent = runOnce(current, frame, printed)
    if (parent === undefined) {
      out.push(...printed)
      break
    }
    current = parent
  }
  run.program = outer
}

/** What the template extends, where it does. */
function runOnce(program: Program, frame: Frame, out: unknown[]): Program | undefined {
  delete frame.root.parent
  program.run(frame, out)
  return frame.root.parent
}

export function newFrame(run: Runtime): Frame {
  const root: Root = { blocks: new Map() }
  return new Frame(run, root)
}
