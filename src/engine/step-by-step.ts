import type { EngineDeps } from './engine-deps.ts'

/** `--step`: the operator decides task by task, until the answer is to run all that is left. */
export class StepByStep {
  readonly #ask: EngineDeps['step']
  #isOver = false

  constructor(ask: EngineDeps['step']) {
    this.#ask = ask
  }

  async isWanted(task: string): Promise<boolean> {
    if (this.#ask === undefined || this.#isOver) return true
    const answer = await this.#ask(task)
    this.#isOver = answer === 'all'
    return answer !== 'skip'
  }
}
