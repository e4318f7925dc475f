import type { EngineDeps } from './engine-deps.ts'

/** `--step`: the operator decides task by task, until the answer is to run all that is left. */
export class StepByStep {
  readonly #ask: EngineDeps['step']
  #isOver = false

  constructor(ask: EngineDeps['step']) {
    this.#ask = ask
  }

  /** `end`: nobody is there any more to answer. */
  async answerFor(task: string): Promise<'run' | 'skip' | 'end'> {
    if (this.#ask === undefined || this.#isOver) return 'run'
    const answer = await this.#ask(task)
    this.#isOver = answer === 'all'
    return answer === 'all' ? 'run' : answer
  }
}
